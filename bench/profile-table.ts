import { readFileSync } from 'node:fs'
import { writeNumber } from './spread.ts'
import type { Table } from './topic.ts'

interface Profile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

const shown = 40

/** Where the time of a CPU profile went, by function: microseconds of each request. In: name, file, how many requests. */
export function profileTable(name: string, file: string, requests: number): Table {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, 'utf8')) as Profile
  const names = new Map(nodes.map(({ id, callFrame }) => [id, label(callFrame)]))
  const spent = new Map<string, number>()
  for (const [i, id] of samples.entries()) {
    const function_ = names.get(id) ?? ''
    spent.set(function_, (spent.get(function_) ?? 0) + (timeDeltas[i] ?? 0))
  }
  const rows = [...spent].toSorted(([, a], [, b]) => b - a).slice(0, shown)
  return {
    title: `${name}: ${writeNumber(requests)} requests`,
    columns: ['', 'µs each'],
    rows: rows.map(([function_, micros]) => [function_, writeNumber(micros / requests, 1)]),
  }
}

function label({ functionName, url, lineNumber }: Profile['nodes'][number]['callFrame']): string {
  const place = url.replace(/^.*\/(node_modules|\.next)\//, '$1/').replace(/^file:\/\//, '')
  return `${functionName || 'anonymous'} ${place}${place ? `:${lineNumber + 1}` : ''}`
}
