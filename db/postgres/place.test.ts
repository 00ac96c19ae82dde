import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemRandom } from '../../lib/ports/random.ts'
import { now, parallel } from '../contract/rows.ts'
import type { Store } from '../store.ts'
import { watchPlace } from './place.ts'
import { openPostgresStore } from './store.ts'
import { type TestDatabase, testDatabase } from './testing/test-database.ts'

let database: TestDatabase
let stores: Store[]
beforeEach(async () => {
  database = await testDatabase()
  stores = []
})
afterEach(async () => {
  for (const store of stores) await store.close()
  await database.drop()
})

function open(url = database.url): Store {
  const store = openPostgresStore(url, { random: systemRandom, pause })
  stores.push(store)
  return store
}
const place = async () => (await database.query('select place from epoch order by number desc limit 1')).rows[0].place

it('REL-06 the epoch knows system and timeline of its server from the first connection on', async () => {
  await open().ping()
  expect(await place()).toMatch(/^\d{15,}\/[0-9A-F]{8}$/)
  await open().ping()
  expect(await open().listEpochs()).toHaveLength(1)
})

it('REL-06 another server is another epoch, begun once however many connections find out at once', async () => {
  await open().ping()
  await open().markHistory(now, null)
  await database.query(`update epoch set place = '1/00000001'`)
  const servers = parallel(3, async () => open())
  await Promise.all((await servers).flatMap((store) => Array.from({ length: 5 }, () => store.listPlatforms())))
  const epochs = await open().listEpochs()
  expect(epochs.map(({ number, reason, knownUntil }) => [number, reason, knownUntil])).toEqual([
    [1, 'first', null],
    [2, 'failover', now],
  ])
  expect(epochs[1]?.place).toBe(await place())
})

it('REL-06 a connection that was led elsewhere is noticed with the next mark', async () => {
  const store = open()
  await store.ping()
  await database.query(`update epoch set place = '1/00000001'`)
  expect(await store.markHistory(now, null)).toMatchObject({ epoch: 2 })
})

/** What is noted by a connection that comes after two which had both asked before either was answered. */
async function placeOfThird(url: string): Promise<string | null> {
  const watch = watchPlace()
  const asked = Promise.withResolvers<void>()
  let times = 0
  const look = async () => {
    const client = new pg.Client(url)
    await client.connect()
    const query = async (text: string, values?: unknown[]) => {
      times += 1
      if (times === 2) asked.resolve()
      await asked.promise
      return client.query(text, values)
    }
    await watch.look({ query })
    await client.end()
  }
  await Promise.all([look(), look()])
  await database.query('update epoch set place = null')
  await look()
  return place()
}

it('goes by the timeline alone where the system is not told, and without either where there is none', async () => {
  const user = `${new URL(database.url).pathname.slice(1)}_user`
  await open().ping()
  await database.query(`create role ${user} login password 'p'`)
  await database.query(`grant all on all tables in schema public to ${user}`)
  await database.query('update epoch set place = null')
  await database.query('revoke execute on function pg_control_system() from public')
  const url = new URL(database.url)
  url.username = user
  url.password = 'p'
  try {
    await open(url.href).listPlatforms()
    expect(await place()).toMatch(/^[0-9A-F]{8}$/)
    expect(await placeOfThird(url.href)).toMatch(/^[0-9A-F]{8}$/)
    await database.query('update epoch set place = null')
    await database.query('revoke execute on function pg_walfile_name(pg_lsn) from public')
    await open(url.href).listPlatforms()
    expect(await place()).toBeNull()
  } finally {
    for (const store of stores) await store.close()
    await database.query(`drop owned by ${user}`)
    await database.query(`drop role ${user}`)
  }
})
