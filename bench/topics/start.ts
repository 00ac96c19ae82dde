import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../../e2e/process.ts'
import { buildReference } from '../build-reference.ts'
import { spread, writeNumber, writeSpread } from '../spread.ts'
import type { Outcome, Settings } from '../topic.ts'

const ours = 'ours, `node server.ts`'

/** From the start of the process to the first good answer of `/readyz`, on an empty database. */
export async function start(settings: Settings): Promise<Outcome> {
  const app = await buildReference()
  const next = ['node_modules/next/dist/bin/next', 'start', app]
  const contestants: readonly [string, string, (port: number) => string[], string][] = [
    [ours, process.execPath, () => ['server.ts'], '/readyz'],
    ['ours, `npm start`', 'npm', () => ['start'], '/readyz'],
    ['bare Next, `next start`', process.execPath, (port) => [...next, '--port', String(port)], '/json'],
  ]
  const times = contestants.map((): number[] => [])
  for (let round = 0; round <= settings.rounds; round += 1) {
    for (const [i, [, command, args, ready]] of contestants.entries()) {
      const ms = await startOnce(command, args, ready)
      // The first round brings the files into the machine's memory.
      if (round > 0) times[i]?.push(ms)
    }
  }
  const { median } = spread(times[0] ?? [])
  return {
    tables: [
      {
        title: 'Start of the process to ready',
        columns: ['', 'ms'],
        rows: contestants.map(([name], i) => [name, writeSpread(spread(times[i] ?? []))]),
      },
    ],
    budgets: [
      { what: 'cold start', budget: 'at most 800 ms', measured: `${writeNumber(median)} ms`, met: median <= 800 },
    ],
  }
}

async function startOnce(command: string, args: (port: number) => string[], ready: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'assent-bench-'))
  const port = await freePort()
  const own = { NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1', PORT: String(port), ASSENT_DATA: folder }
  const began = performance.now()
  const child = spawn(command, args(port), {
    env: { ...process.env, ...own, BENCH_ROOT: process.cwd() },
    stdio: 'ignore',
  })
  while ((await statusOf(port, ready)) !== 200) {
    if (child.exitCode !== null) throw new Error(`${command} ${args(port).join(' ')} has stopped`)
    await pause(2)
  }
  const ms = performance.now() - began
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
  rmSync(folder, { recursive: true, force: true })
  return ms
}

function statusOf(port: number, path: string): Promise<number> {
  return new Promise((resolve) => {
    const asked = get({ port, path, host: 'localhost' }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0))
    })
    asked.once('error', () => resolve(0))
  })
}
