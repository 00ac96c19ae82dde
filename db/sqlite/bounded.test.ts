import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mostOf, playDays } from '../contract/days-of-use.ts'
import type { Store } from '../store.ts'
import { openSqliteStore } from './store.ts'

// The evidence goes sooner than an operator may set, so that a few months are enough.
const use = { days: 200, perDay: 30, evidenceDays: 120 }
/** Days after which each day brings as much as it takes. */
const settledAfter = use.evidenceDays + 20

describe('a SQLite file that is used day after day', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assent-bounded-'))
  const path = join(folder, 'assent.db')
  const seen: { counts: Record<string, number>; pages: number; records: number }[] = []
  let store: Store

  beforeAll(async () => {
    store = openSqliteStore(path)
    const raw = new Sqlite(path, { readonly: true })
    const tables = raw
      .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite%'")
      .pluck()
      .all() as string[]
    const counts = tables.map((table) => [table, raw.prepare(`select count(*) from "${table}"`).pluck()] as const)
    const pagesOfRecords = raw.prepare("select count(*) from dbstat where name like '%purge_record%'").pluck()
    await playDays(store, use, async (nth) => {
      const row = Object.fromEntries(counts.map(([table, count]) => [table, count.get() as number]))
      const pages = raw.pragma('page_count', { simple: true }) as number
      seen.push({ counts: row, pages, records: nth < settledAfter ? 0 : (pagesOfRecords.get() as number) })
    })
    raw.close()
  }, 300_000)
  afterAll(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })

  it('PII-03 never holds more rows of any table than the retention table implies', () => {
    expect(seen).toHaveLength(use.days)
    for (const [nth, { counts }] of seen.entries()) {
      const tooMany = Object.entries(counts).filter(([table, count]) => count > mostOf(table, use))
      expect([nth, tooMany]).toEqual([nth, []])
    }
  })

  it('PII-03 holds as many after any day as after the day before, once the oldest evidence goes', () => {
    const settled = seen.slice(settledAfter).map(({ counts }) => counts['session'])
    expect(new Set(settled).size).toBe(1)
    expect(settled[0]).toBeGreaterThan(use.evidenceDays * (use.perDay - 1))
  })

  it('REL-16 does not let the file grow between equal days: freed pages are used again', () => {
    // The records of purges stay for eleven years: a page in two or three days.
    const settled = seen.slice(settledAfter).map(({ pages, records }) => pages - records)
    const [first = 0] = settled
    // Sixty days without reuse would be half as much again. Indexes over random ids take a while to find their size.
    expect(Math.max(...settled)).toBeLessThan(first * 1.02)
  })
})
