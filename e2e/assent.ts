import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, emptyDatabase } from './engine.ts'
import { freePort, type Running, start } from './process.ts'

/** The server under test and the example platform that uses it, both as they are shipped. */
export interface Assent {
  readonly origin: string
  readonly apiKey: string
  /** Origin of the example platform. */
  readonly shop: string
  readonly dataFolder: string
  /** All that the database holds, by file or table. */
  dump(): Promise<Readonly<Record<string, string>>>
  log(): string
  /** Holds the server's clock at a moment (epoch milliseconds); null lets it go on. Needs `clocked`. */
  holdClock(at: number | null): Promise<void>
  /** Stops both and leaves the data. */
  stop(): Promise<void>
  remove(): Promise<void>
}

/** Starts both on free ports with an empty database. In: of which engine; whether the server's clock can be held. */
export async function startAssent(engine: Engine = 'sqlite', clocked = false): Promise<Assent> {
  const [port, shopPort] = [await freePort(), await freePort()]
  const [origin, shop] = [`http://localhost:${port}`, `http://localhost:${shopPort}`]
  const dataFolder = mkdtempSync(join(tmpdir(), 'assent-e2e-'))
  const database = await emptyDatabase(engine, dataFolder)
  const apiKey = `ak_sandbox_${randomBytes(32).toString('base64url')}`
  const server = await start(
    clocked ? 'e2e/server-with-clock.ts' : 'server.ts',
    {
      PORT: String(port),
      ASSENT_URL: origin,
      ASSENT_MODE: 'sandbox',
      ASSENT_DATA: dataFolder,
      ...database.env,
      ASSENT_DEMO_KEY: apiKey,
      ASSENT_DEMO_RETURN_URLS: `${shop}/return`,
    },
    `${origin}/readyz`,
  ).catch(async (fault) => {
    await database.remove()
    rmSync(dataFolder, { recursive: true, force: true })
    throw fault
  })
  const platform = await start(
    'examples/platform/server.ts',
    { PORT: String(shopPort), PLATFORM_URL: shop, ASSENT_URL: origin, ASSENT_API_KEY: apiKey },
    shop,
  )
  let running = true
  const stop = async () => {
    if (running) await Promise.all([server.stop(), platform.stop()])
    running = false
  }
  return {
    origin,
    apiKey,
    shop,
    dataFolder,
    dump: database.dump,
    log: server.log,
    holdClock: (at) => holdClock(server, at),
    stop,
    remove: async () => {
      await stop()
      await database.remove()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

async function holdClock({ child }: Running, heldAt: number | null): Promise<void> {
  const set = once(child, 'message')
  child.send({ heldAt })
  await set
}
