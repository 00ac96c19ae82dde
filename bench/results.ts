import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { dirname } from 'node:path'
import type { Outcome, Settings, Table } from './topic.ts'

/** What is kept of each topic, so that a run of one leaves the others as they were. */
interface Kept extends Outcome {
  readonly at: string
  readonly settings: Settings
  readonly machine: string
}

/** Writes what a topic found into the figures and the page made of them. In: folder, the order of topics. */
export function keepResults(
  folder: string,
  order: readonly string[],
  topic: string,
  found: Outcome,
  settings: Settings,
) {
  const file = `${folder}/results.json`
  const all: Record<string, Kept> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const at = new Date().toISOString().slice(0, 16).replace('T', ' ')
  const { tables, budgets } = found
  all[topic] = { at, machine: machine(), settings, tables, budgets }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`)
  const notes = existsSync('bench/NOTES.md') ? readFileSync('bench/NOTES.md', 'utf8') : ''
  writeFileSync(
    `${folder}/RESULTS.md`,
    page(
      order.filter((name) => name in all).map((name) => [name, all[name] as Kept]),
      notes,
    ),
  )
}

function page(topics: readonly (readonly [string, Kept])[], notes: string): string {
  const budgets = topics.flatMap(([, { budgets: some }]) => some)
  return [
    '# Results',
    '',
    'Written by `npm run bench`; each reference ran in the same run as ours, in turns. Medians over the rounds, lowest and',
    'highest in brackets. CPU is that of the server process alone.',
    '',
    ...tableLines({
      title: 'Budgets',
      columns: ['', 'budget', 'measured', 'met'],
      rows: budgets.map(({ what, budget, measured, met }) => [what, budget, measured, met ? 'yes' : '**no**']),
    }),
    ...topics.flatMap(([name, kept]) => [
      `## ${name}`,
      '',
      `${kept.at} UTC, ${kept.settings.rounds} rounds of ${kept.settings.seconds} s${kept.settings.quick ? ', quick' : ''}. ${kept.machine}`,
      '',
      ...kept.tables.flatMap(tableLines),
    ]),
    notes.trim(),
    '',
  ].join('\n')
}

/** Lines of a table of Markdown. */
export function tableLines({ title, columns, rows }: Table): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [`**${title}**`, '', line(columns), line(columns.map(() => '---')), ...rows.map(line), '']
}

function machine(): string {
  const [{ model } = { model: 'unknown' }] = cpus()
  const versions = ['next', 'react', 'hono', 'better-sqlite3'].map((name) => `${name} ${version(name)}`)
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} × ${model.trim()}, ${memory} GiB, ${process.platform}; Node ${process.version}, ${versions.join(', ')}.`
}

function version(name: string): string {
  return (JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { version: string }).version
}
