import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { inspect } from 'node:util'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { systemRandom } from '../../lib/ports/random.ts'
import type { Series } from '../../lib/sca/limits.ts'
import { anOpenSession, aSession, aWorld, now } from '../contract/rows.ts'
import type { Store } from '../store.ts'
import { DatabaseUnavailable } from './faults.ts'
import { openPostgresStore } from './store.ts'
import { startPostgres } from './testing/start-postgres.ts'
import { type TestDatabase, testDatabase } from './testing/test-database.ts'

const retry = { random: systemRandom, pause }
const open: Store[] = []
function opened(...args: Parameters<typeof openPostgresStore>): Store {
  const store = openPostgresStore(...args)
  open.push(store)
  return store
}
afterEach(async () => {
  for (const store of open.splice(0)) await store.close()
})

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

async function fault(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no fault',
    (reason: unknown) => reason,
  )
}

describe('REL-08 a database that does not answer', () => {
  it('is said so while it is down, and answers again when it is back', async () => {
    const server = await startPostgres()
    const store = opened(server.url, retry)
    const { session } = await anOpenSession(store)
    await server.end('SIGKILL')
    for (let i = 0; i < 12; i += 1) {
      const down = await fault(store.findSession(session.id))
      expect(down).toBeInstanceOf(DatabaseUnavailable)
      expect(inspect(down)).not.toContain(server.password)
    }
    const again = await startPostgres({ data: server, port: server.port })
    expect(await store.findSession(session.id)).toEqual(session)
    await store.close()
    await again.remove()
  })

  it('is given up when it is silent', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const url = `postgres://assent:a-secret@127.0.0.1:${port}/assent`
    const reason = await fault(opened(url, retry, { connectionTimeoutMillis: 50 }).ping())
    expect(reason).toBeInstanceOf(DatabaseUnavailable)
    expect(String(reason)).toContain('timeout')
    expect(inspect(reason)).not.toContain('a-secret')
    silent.close()
  })

  /** Somebody else who holds the row of a user. Out: how to let go of it, and whether anybody waits for it. */
  async function rowHeld(userId: string) {
    const holder = new pg.Client(database.url)
    await holder.connect()
    await holder.query('begin')
    await holder.query('select 1 from "user" where id = $1 for update', [userId])
    const waiting = 'select from pg_stat_activity where datname = current_database() and wait_event_type = $1'
    return {
      release: async () => {
        await holder.query('rollback')
        await holder.end()
      },
      awaited: async () => ((await database.query(waiting, ['Lock'])).rowCount ?? 0) > 0,
    }
  }
  const failedOnce = (series: Series): Series => ({ ...series, failures: 1 })

  it('is given up when a row stays locked, and takes the same afterwards', async () => {
    const store = opened(database.url, retry, { lock_timeout: 400 })
    const { user } = await aWorld(store)
    const { release } = await rowHeld(user.id)
    expect(await fault(store.changeSeries(user.id, failedOnce))).toBeInstanceOf(DatabaseUnavailable)
    await release()
    expect(await store.changeSeries(user.id, failedOnce)).toMatchObject({ failures: 1 })
  })

  it('is given up when all connections are taken, and goes on when one is free again', async () => {
    // Whoever has the one connection is given all the time there is.
    const patient = { lock_timeout: 0, statement_timeout: 0, query_timeout: 0 }
    const store = opened(database.url, retry, { connections: 1, connectionTimeoutMillis: 60_000, ...patient })
    const { user } = await aWorld(store)
    const { release, awaited } = await rowHeld(user.id)
    const holding = store.changeSeries(user.id, failedOnce)
    await expect.poll(awaited).toBe(true)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const waiting = fault(store.ping())
    await vi.advanceTimersByTimeAsync(60_000)
    vi.useRealTimers()
    expect(await waiting).toBeInstanceOf(DatabaseUnavailable)
    await release()
    expect(await holding).toMatchObject({ failures: 1 })
    await store.ping()
  })
})

describe('a statement that is refused', () => {
  it.each([
    ['a value twice', (secret: string) => ({ tokenHash: secret }), 'session_by_token'],
    ['a character that no text may have', (secret: string) => ({ state: `${secret}\u0000` }), '22021'],
  ])('says which rule and no value: %s', async (_, of, rule) => {
    const secret = 'value-that-nobody-may-see'
    const store = opened(database.url, retry)
    const { user } = await aWorld(store)
    await store.createSession(aSession(user, { tokenHash: secret })).catch(() => undefined)
    const reason = await fault(store.createSession(aSession(user, of(secret))))
    expect(String(reason)).toContain(rule)
    expect(inspect(reason, { depth: 9, showHidden: true })).not.toContain(secret)
  })
})

describe('a character that PostgreSQL has not', () => {
  it('is in nothing that is looked for, and is written nowhere', async () => {
    const store = opened(database.url, retry)
    const { platform, user, session } = await anOpenSession(store)
    const nul = (text: string) => `${text}\u0000`
    expect(await store.findUser(platform.id, nul(user.externalId))).toBeNull()
    expect(await store.findSession(nul(session.id))).toBeNull()
    expect(await store.loadSession(nul(session.id))).toBeNull()
    expect(await store.findSessionByToken(nul(session.tokenHash))).toBeNull()
    const list = { platformId: platform.id, externalUserId: nul(user.externalId), limit: 9, now }
    expect(await store.listSessions(list)).toEqual({ sessions: [], nextCursor: null })
    await expect(store.createSession(aSession(user, { state: nul('order') }))).rejects.toThrow('bad character')
    expect((await store.listSessions({ platformId: platform.id, limit: 9, now })).sessions).toHaveLength(1)
  })
})

describe('several instances on one database', () => {
  it('bring an empty one up to date together', async () => {
    const empty = await testDatabase()
    const stores = Array.from({ length: 5 }, () => opened(empty.url, retry))
    expect(await Promise.all(stores.map((store) => store.listPlatforms()))).toEqual([[], [], [], [], []])
    expect((await stores[0]?.listEpochs())?.map(({ number }) => number)).toEqual([1])
    for (const store of stores) await store.close()
    await empty.drop()
  })

  it('bring it up to date once where there are no advisory locks', async () => {
    const bare = await testDatabase()
    // What a database without them does: answers, and lets everybody in.
    await bare.query(`create function public.pg_advisory_xact_lock(bigint) returns void language sql as ''`)
    await bare.query(`alter database ${new URL(bare.url).pathname.slice(1)} set search_path = public, pg_catalog`)
    const stores = Array.from({ length: 5 }, () => opened(bare.url, retry))
    expect(await Promise.all(stores.map((store) => store.listPlatforms()))).toEqual([[], [], [], [], []])
    for (const store of stores) await store.close()
    await bare.drop()
  })

  it('show each other at once what they answered', async () => {
    const [one, other] = [opened(database.url, retry), opened(database.url, retry)]
    const { user, session } = await anOpenSession(one)
    const newer = aSession(user, { operationHash: session.operationHash })
    expect(await other.createSession(newer)).toEqual([session.id])
    expect((await one.findSession(session.id))?.outcome).toBe('cancelled')
    expect(await one.countUses([{ name: 'a', key: 'shared', limit: 1, windowMs: 1000 }], now)).toBeNull()
    expect(await other.countUses([{ name: 'a', key: 'shared', limit: 1, windowMs: 1000 }], now)).toMatchObject({
      limit: 'a',
    })
  })
})
