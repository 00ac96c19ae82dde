import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StatementRefused } from './faults.ts'
import { type TestDatabase, testDatabase } from './testing/test-database.ts'
import { Again, transactions, Undo } from './transactions.ts'

let database: TestDatabase
let pool: pg.Pool
beforeAll(async () => {
  database = await testDatabase()
  await database.query(`alter database ${new URL(database.url).pathname.slice(1)} set deadlock_timeout = '10ms'`)
  await database.query('create table account (id integer primary key, value integer not null)')
  await database.query('insert into account values (1, 0), (2, 0)')
  pool = new pg.Pool({ connectionString: database.url })
  // When the database is dropped, a connection may be told so before it is closed.
  pool.on('error', () => undefined)
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

const ready = async () => undefined
const meet = async () => undefined
const balanceOf = async (id: number) =>
  (await database.query('select value from account where id = $1', [id])).rows[0].value

/** Waits in a list instead of in time. */
function patient() {
  const waited: number[] = []
  return { waited, random: { below: (limit: number) => limit - 1 }, pause: async (ms: number) => void waited.push(ms) }
}

describe('a transaction', () => {
  it('REL-05 that lost a deadlock is begun anew, and both are done', async () => {
    const retry = patient()
    const { write } = transactions(pool, ready, meet, retry)
    let there = 0
    let open: () => void = () => undefined
    const met = new Promise<void>((resolve) => {
      open = resolve
    })
    const add = (first: number, second: number) =>
      write(async ({ orm }) => {
        await orm.execute(`update account set value = value + 1 where id = ${first}`)
        there += 1
        if (there === 2) open()
        await met
        // As the statements of the store do: the fault of the driver is told by its code.
        await orm.execute(`update account set value = value + 1 where id = ${second}`).catch((fault) => {
          throw new StatementRefused(fault.cause.code, '')
        })
      })
    await Promise.all([add(1, 2), add(2, 1)])
    expect([await balanceOf(1), await balanceOf(2)]).toEqual([2, 2])
    expect(retry.waited.length).toBeGreaterThan(0)
  })

  it('is tried eight times, after longer and longer pauses that differ from process to process', async () => {
    const retry = patient()
    let tries = 0
    const { write } = transactions(pool, ready, meet, retry)
    const work = async () => {
      tries += 1
      throw new StatementRefused('40001', '')
    }
    await expect(write(work)).rejects.toThrow('serialisation')
    expect(tries).toBe(8)
    expect(retry.waited).toEqual([11, 23, 47, 95, 191, 383, 767])
  })

  it('is not tried again for any other reason', async () => {
    const retry = patient()
    const { write } = transactions(pool, ready, meet, retry)
    await expect(write(() => Promise.reject(new StatementRefused('23505', '')))).rejects.toThrow('unique')
    await expect(write(() => Promise.reject(new Error('a fault in a rule')))).rejects.toThrow('a fault in a rule')
    expect(retry.waited).toEqual([])
  })

  it('leaves nothing behind when it is undone, begun anew, or fails', async () => {
    const { write } = transactions(pool, ready, meet, patient())
    const before = await balanceOf(1)
    let tries = 0
    const end = async (how: () => unknown) =>
      write(async ({ orm }) => {
        await orm.execute('update account set value = value + 100 where id = 1')
        tries += 1
        throw how()
      })
    expect(await end(() => new Undo('an answer'))).toBe('an answer')
    await expect(end(() => new Error('a fault'))).rejects.toThrow('a fault')
    await expect(end(() => new Again())).rejects.toThrow(Again)
    expect(tries).toBe(10)
    expect(await balanceOf(1)).toBe(before)
  })

  it('tells those who wait for it only once it is durable, and of nothing that was undone', async () => {
    const { write } = transactions(pool, ready, meet, patient())
    const heard: number[] = []
    const before = await balanceOf(2)
    const listen = () => void balanceOf(2).then((value) => heard.push(value))
    await write(async (at) => {
      at.afterCommit(listen)
      throw new Undo(null)
    })
    await write(async (at) => {
      at.afterCommit(listen)
      await at.orm.execute('update account set value = value + 1 where id = 2')
    })
    await expect.poll(() => heard).toEqual([before + 1])
  })
})
