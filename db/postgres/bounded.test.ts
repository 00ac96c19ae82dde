import { setTimeout as pause } from 'node:timers/promises'
import { getTableName, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemRandom } from '../../lib/ports/random.ts'
import { mostOf, playDays } from '../contract/days-of-use.ts'
import type { Store } from '../store.ts'
import * as schema from './schema.ts'
import { openPostgresStore } from './store.ts'
import { type TestDatabase, testDatabase } from './testing/test-database.ts'

const use = { days: 45, perDay: 12, evidenceDays: 33 }
const settledAfter = use.evidenceDays + 5

describe('a PostgreSQL database that is used day after day', () => {
  const seen: Record<string, number>[] = []
  let database: TestDatabase
  let store: Store

  beforeAll(async () => {
    database = await testDatabase()
    store = openPostgresStore(database.url, { random: systemRandom, pause })
    const tables = Object.values(schema)
      .filter((one) => is(one, PgTable))
      .map(getTableName)
    const counts = tables.map((table) => `select '${table}' as name, count(*)::int as rows from "${table}"`)
    await playDays(store, use, async () => {
      const { rows } = await database.query(counts.join(' union all '))
      seen.push(Object.fromEntries(rows.map(({ name, rows: count }) => [name, count])))
    })
  }, 300_000)
  afterAll(async () => {
    await store.close()
    await database.drop()
  })

  it('PII-03 never holds more rows of any table than the retention table implies', () => {
    expect(seen).toHaveLength(use.days)
    for (const [nth, counts] of seen.entries()) {
      const tooMany = Object.entries(counts).filter(([table, count]) => count > mostOf(table, use))
      expect([nth, tooMany]).toEqual([nth, []])
    }
  })

  it('PII-03 holds as many after any day as after the day before, once the oldest evidence goes', () => {
    const settled = seen.slice(settledAfter).map((counts) => counts['session'])
    expect(new Set(settled).size).toBe(1)
    expect(settled[0]).toBeGreaterThan(use.evidenceDays * (use.perDay - 1))
  })
})
