import { eq, sql } from 'drizzle-orm'
import { integer, pgTable } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { slot } from '../slots.ts'
import { connectionOptions } from './connection-options.ts'
import { DatabaseUnavailable } from './faults.ts'
import { prepared } from './prepared.ts'
import { type TestDatabase, testDatabase } from './testing/test-database.ts'
import { together } from './together.ts'
import { Again, transactions } from './transactions.ts'

const account = pgTable('account', { id: integer('id').primaryKey(), value: integer('value').notNull() })
const ofId = eq(account.id, slot('id'))
const statements = prepared('flights', (orm) => ({
  find: orm.select().from(account).where(ofId),
  lock: orm.select().from(account).where(ofId).for('no key update'),
  put: orm
    .update(account)
    .set({ value: slot('value') })
    .where(ofId),
  add: orm
    .update(account)
    .set({ value: sql`${account.value} + 1` })
    .where(ofId),
  fail: orm
    .update(account)
    .set({ value: sql`fail_as(${slot('code')}, ${slot('times')}::bigint)` })
    .where(ofId),
}))

let database: TestDatabase
let pool: pg.Pool
let spoiled: pg.Pool
let begin = ''

/** Whoever begins says something that the server does not understand. */
class Spoiled extends pg.Client {
  override query(...args: unknown[]): never {
    const said = typeof args[0] === 'string' && args[0].startsWith('begin') ? [begin] : args
    return super.query(...(said as [string])) as never
  }
}

beforeAll(async () => {
  database = await testDatabase()
  await database.query('create table account (id integer primary key, value integer not null)')
  await database.query('create sequence failures')
  await database.query(`create function fail_as(code text, times bigint) returns integer language plpgsql as $$
    begin
      if nextval('failures') <= times then raise exception 'as asked' using errcode = code; end if;
      return 1000;
    end $$`)
  await database.query(`create function leave() returns trigger language plpgsql as $$
    begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`)
  pool = new pg.Pool(connectionOptions(database.url))
  spoiled = new pg.Pool({ ...connectionOptions(database.url), Client: Spoiled })
  for (const one of [pool, spoiled]) {
    one.on('error', () => undefined)
    one.on('connect', (client) => client.on('error', () => undefined))
  }
})
afterAll(async () => {
  await pool.end()
  await spoiled.end()
  await database.drop()
})
beforeEach(async () => {
  await database.query('truncate account')
  await database.query('insert into account values (1, 0), (2, 0)')
  await database.query(`select setval('failures', 1, false)`)
})

const nothing = async () => undefined
const balances = async () =>
  (await database.query('select value from account order by id')).rows.map(({ value }) => value as number)
const on = (which: pg.Pool) => {
  const waited: number[] = []
  const retry = { random: { below: () => 0 }, pause: async (ms: number) => void waited.push(ms) }
  return { ...transactions(which, nothing, nothing, retry), waited }
}
const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no fault',
    (fault: unknown) => fault,
  )

describe('what is sent together', () => {
  it('is done in the order in which it was asked, BEGIN first and COMMIT last', async () => {
    const { write } = on(pool)
    const seen = await write(async (at) => {
      const { put, lock, find } = statements(at)
      const first = await together([lock.get({ id: 1 }), find.get({ id: 1 })])
      put.send({ id: 1, value: 7 })
      const then = find.get({ id: 1 })
      put.send({ id: 1, value: 8 })
      return [...first, await then]
    })
    expect(seen.map((row) => row?.value)).toEqual([0, 0, 7])
    expect(await balances()).toEqual([8, 0])
  })

  it('sees what others did before it had the lock', async () => {
    const { write } = on(pool)
    const add = () =>
      write(async (at) => {
        const { lock, find, put } = statements(at)
        const [, row] = await together([lock.get({ id: 1 }), find.get({ id: 1 })])
        put.send({ id: 1, value: (row?.value ?? 0) + 1 })
      })
    await Promise.all(Array.from({ length: 20 }, add))
    expect(await balances()).toEqual([20, 0])
  })

  it('begins with a write that waits until the transaction is one', async () => {
    const { write } = on(pool)
    await write(async (at) => {
      const { put, find } = statements(at)
      put.send({ id: 1, value: 3 })
      expect((await find.get({ id: 1 }))?.value).toBe(3)
    })
    expect(await balances()).toEqual([3, 0])
  })
})

describe('a BEGIN that is refused', () => {
  const asks = [
    ['a question', (at: Parameters<typeof statements>[0]) => statements(at).lock.get({ id: 1 })],
    ['a write', (at: Parameters<typeof statements>[0]) => statements(at).add.run({ id: 1 })],
    [
      'a write that nobody waits for',
      async (at: Parameters<typeof statements>[0]) => statements(at).add.send({ id: 1 }),
    ],
    [
      'a write and a question',
      (at: Parameters<typeof statements>[0]) => {
        statements(at).add.send({ id: 1 })
        return statements(at).find.get({ id: 1 })
      },
    ],
  ] as const
  it.each(asks)('lets nothing be written that was to go with it: %s', async (_, ask) => {
    begin = 'begin isolation level perfect'
    const { write } = on(spoiled)
    const work = write(async (at) => {
      await ask(at)
      await statements(at).add.run({ id: 2 })
    })
    expect(await faultOf(work)).toMatchObject({ code: '42601' })
    expect(await balances()).toEqual([0, 0])
  })

  it('is forgotten by the connection, which reads on', async () => {
    begin = 'begin isolation level perfect'
    const { write, read } = on(spoiled)
    await faultOf(write((at) => statements(at).find.get({ id: 1 })))
    expect(await read((at) => statements(at).find.get({ id: 1 }))).toEqual({ id: 1, value: 0 })
  })
})

describe('a write that nobody waits for', () => {
  it('undoes the transaction where it is refused, and its fault is the one that is thrown', async () => {
    const { write } = on(pool)
    const work = write(async (at) => {
      const { add, fail } = statements(at)
      add.send({ id: 1 })
      fail.send({ id: 2, code: '23514', times: 1 })
      add.send({ id: 2 })
    })
    expect(await faultOf(work)).toMatchObject({ code: '23514' })
    expect(await balances()).toEqual([0, 0])
  })

  it('is told by its own fault also where work asked on', async () => {
    const { write } = on(pool)
    const work = write(async (at) => {
      statements(at).fail.send({ id: 2, code: '23514', times: 1 })
      await statements(at).find.get({ id: 1 })
    })
    expect(await faultOf(work)).toMatchObject({ code: '23514' })
  })

  it.each([
    ['as the last thing', async () => undefined],
    ['before a question', (at: Parameters<typeof statements>[0]) => statements(at).find.get({ id: 1 })],
  ])('REL-05 has the transaction begun anew for a serialisation failure: %s', async (_, then) => {
    const { write, waited } = on(pool)
    await write(async (at) => {
      statements(at).add.send({ id: 1 })
      statements(at).fail.send({ id: 2, code: '40001', times: 2 })
      await then(at)
    })
    expect(await balances()).toEqual([1, 1000])
    expect(waited).toHaveLength(2)
  })

  it('may name another fault', async () => {
    const { write, waited } = on(pool)
    await write(async (at) => {
      statements(at).fail.send({ id: 2, code: '23505', times: 3 }, () => new Again())
    })
    expect(await balances()).toEqual([0, 1000])
    expect(waited).toHaveLength(3)
  })

  it.each([
    ['lacks', {}],
    ['cannot be sent', { value: { circular: true } }],
  ])('leaves nothing behind where a value %s', async (_, value) => {
    const { write } = on(pool)
    const work = write(async (at) => {
      statements(at).add.send({ id: 1 })
      statements(at).put.send({ id: 2, ...value })
    })
    expect(await faultOf(work)).toBeInstanceOf(Error)
    expect(await balances()).toEqual([0, 0])
  })
})

it('REL-08 a connection that is lost in a COMMIT leaves open whether it was done, and it is not done twice', async () => {
  const { write } = on(pool)
  await database.query(`create constraint trigger leaves after update on account deferrable initially deferred
    for each row when (new.value = 666) execute function leave()`)
  let tries = 0
  const work = write(async (at) => {
    tries += 1
    statements(at).put.send({ id: 1, value: 666 })
  })
  expect(await faultOf(work)).toBeInstanceOf(DatabaseUnavailable)
  expect(tries).toBe(1)
  // The next one has a connection that works.
  await write(async (at) => statements(at).add.send({ id: 2 }))
  expect(await balances()).toEqual([0, 1])
})
