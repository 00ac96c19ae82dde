import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../db/postgres/testing/test-database.ts'
import { prometheusMeters } from '../metrics/prometheus-meters.ts'
import { makeLog } from './make-log.ts'

const canary = 'ann.canary@example.com'

let postgres: TestDatabase
beforeAll(async () => {
  postgres = await testDatabase()
  await postgres.query('create table person (email text unique)')
  await postgres.query('insert into person values ($1)', [canary])
})
afterAll(() => postgres.drop())

function written(fault: unknown): string {
  const lines: string[] = []
  const log = makeLog('info', prometheusMeters(), { write: (line) => void lines.push(line) })
  log.error({ fault, error: String(fault) }, 'a fault')
  return lines.join()
}

it('TR-02 an error of PostgreSQL, which holds the row, is logged without it', async () => {
  const fault = await postgres.query('insert into person values ($1)', [canary]).catch((thrown) => thrown)
  expect(fault.detail).toContain(canary)
  expect(written(fault)).not.toContain('canary')
  expect(JSON.parse(written(fault)).fault).toMatchObject({ code: '23505' })
  const wrong = await postgres.query(`select 1 / length('${canary}')::nonsense`).catch((thrown) => thrown)
  expect(written(wrong)).not.toContain('canary')
  const unread = await postgres.query('select cast($1::text as integer)', [canary]).catch((thrown) => thrown)
  expect(unread.message).toContain(canary)
  expect(written(unread)).not.toContain('canary')
})

it('TR-02 an error of SQLite is logged without what was to be written', () => {
  const sqlite = new Sqlite(':memory:')
  sqlite.exec(`create table person (email text unique); insert into person values ('${canary}')`)
  try {
    sqlite.prepare('insert into person values (?)').run(canary)
  } catch (fault) {
    expect(written(fault)).not.toContain('canary')
    expect(JSON.parse(written(fault)).fault).toMatchObject({ code: 'SQLITE_CONSTRAINT_UNIQUE' })
  }
  sqlite.close()
  expect.assertions(2)
})
