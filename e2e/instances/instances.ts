import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { makeRing } from '../../lib/keys/make-ring.ts'
import type { Assent } from '../assent.ts'
import { emptyDatabase } from '../engine.ts'
import { freePort, type Running, start } from '../process.ts'
import { startBalancer } from './balancer.ts'

/** Several servers of one installation: the same database, keys and address, each with nothing else. */
export interface Instances extends Assent {
  /** How many requests each has answered. */
  readonly answered: readonly number[]
  /** Kills one of them. */
  kill(index: number): Promise<void>
  /** Starts it again. */
  revive(index: number): Promise<void>
  /** From now on all requests go to this one; null: to each in its turn again. */
  lead(index: number | null): void
}

/**
 * Starts two servers behind a balancer, and the example platform that uses them. In: the folders of their builds. Both start
 * at once, but for one of another build: that comes later, as in an update.
 */
export async function startInstances(builds: readonly [string, string] = ['.', '.']): Promise<Instances> {
  const folder = mkdtempSync(join(tmpdir(), 'assent-instances-'))
  const database = await emptyDatabase('postgres', folder)
  const [one, other, shopPort] = [await freePort(), await freePort(), await freePort()]
  const ports = [one, other] as const
  let led: number | null = null
  const balancer = await startBalancer(() => (led === null ? ports : [ports[led] ?? 0]))
  const { origin } = balancer
  const shop = `http://localhost:${shopPort}`
  const apiKey = `ak_sandbox_${randomBytes(32).toString('base64url')}`
  const keys = JSON.stringify(makeRing())
  const live = (index: number): Promise<Running> => {
    const port = ports[index] ?? 0
    const env = {
      PORT: String(port),
      ASSENT_URL: origin,
      ASSENT_MODE: 'sandbox',
      ASSENT_DATA: join(folder, `${index}`),
      ASSENT_KEYS: keys,
      ASSENT_DEMO_KEY: apiKey,
      ASSENT_DEMO_RETURN_URLS: `${shop}/return`,
      ...database.env,
    }
    return start('server.ts', env, `http://127.0.0.1:${port}/readyz`, [], resolve(builds[index] ?? '.'))
  }
  // Both at once on a database that has no tables yet.
  const running = builds[0] === builds[1] ? await Promise.all([live(0), live(1)]) : [await live(0), await live(1)]
  const platformEnv = { PORT: String(shopPort), PLATFORM_URL: shop, ASSENT_URL: origin, ASSENT_API_KEY: apiKey }
  const platform = await start('examples/platform/server.ts', platformEnv, shop)
  const stop = async () => {
    await Promise.all([...running, platform].map((server) => server.stop()))
    await balancer.close()
  }
  return {
    origin,
    apiKey,
    shop,
    dataFolder: folder,
    answered: balancer.answered,
    dump: database.dump,
    log: () => running.map((server) => server.log()).join(''),
    holdClock: () => Promise.reject(new Error('the clocks of these go on')),
    kill: async (index) => {
      const { child } = running[index] as Running
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await gone
    },
    revive: async (index) => {
      running[index] = await live(index)
    },
    lead: (index) => {
      led = index
    },
    stop,
    remove: async () => {
      await stop()
      await database.remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
