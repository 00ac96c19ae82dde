import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { platformOf } from '../e2e/platform.ts'
import { freePort } from '../e2e/process.ts'
import { buildReference } from './build-reference.ts'
import { type Measured, startMeasured } from './measured.ts'

/** Our server with a platform that may call as often as it likes. */
export interface Ours extends Measured {
  readonly apiKey: string
  readonly headers: Readonly<Record<string, string>>
  readonly platform: ReturnType<typeof platformOf>
  readonly dataFolder: string
}

/** Starts ours as it is shipped, on an empty database. In: what its environment has otherwise. */
export async function startOurs(env: Readonly<Record<string, string>> = {}): Promise<Ours> {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const dataFolder = mkdtempSync(join(tmpdir(), 'assent-bench-'))
  const apiKey = `ak_sandbox_${randomBytes(32).toString('base64url')}`
  const set = {
    ASSENT_URL: origin,
    ASSENT_DATA: dataFolder,
    ASSENT_DEMO_KEY: apiKey,
    ASSENT_DEMO_RETURN_URLS: 'http://localhost:4000/return',
    ASSENT_API_CALLS_PER_MINUTE: '1000000000',
    ...env,
  }
  const server = await startMeasured(['server.ts'], port, set, '/readyz')
  return {
    ...server,
    apiKey,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    platform: platformOf({ origin, apiKey, shop: 'http://localhost:4000' }),
    dataFolder,
    stop: () => server.stop().then(() => rmSync(dataFolder, { recursive: true, force: true })),
  }
}

/** Starts a bare server of `reference/`. */
export async function startBare(file: 'node-json' | 'node-insert'): Promise<Measured> {
  const { folder, remove } = scratch()
  const env = { BENCH_DATABASE: join(folder, 'bench.db') }
  const server = await startMeasured([`bench/reference/${file}.ts`], await freePort(), env, '/')
  return { ...server, stop: () => server.stop().then(remove) }
}

/** Starts the bare Next app by Next's own server. */
export async function startBareNext(): Promise<Measured> {
  const app = await buildReference()
  const { folder, remove } = scratch()
  const port = await freePort()
  const env = { BENCH_DATABASE: join(folder, 'bench.db'), BENCH_ROOT: process.cwd() }
  const program = ['node_modules/next/dist/bin/next', 'start', app, '--port', String(port)] as const
  const server = await startMeasured([...program], port, env, '/json')
  return { ...server, stop: () => server.stop().then(remove) }
}

/** Starts all, does the work, stops all. */
export async function withServers<T extends Measured[]>(
  starts: { readonly [I in keyof T]: () => Promise<T[I]> },
  work: (...servers: T) => Promise<void>,
): Promise<void> {
  const running: Measured[] = []
  try {
    for (const start of starts) running.push(await start())
    await work(...(running as T))
  } finally {
    await Promise.all(running.map((server) => server.stop()))
  }
}

function scratch(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'assent-bench-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
