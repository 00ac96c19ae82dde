import { readFileSync } from 'node:fs'
import { getTableName, is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import * as schema from '../db/sqlite/schema.ts'
import { readConfig } from '../lib/config.ts'
import { makeRing } from '../lib/keys/make-ring.ts'
import { noticeMs, redeemableMs, sessionMs } from '../lib/sca/lifetimes.ts'
import { evidenceDays, kept, overUpTo, purgedKinds, type Retention, retention } from '../lib/sca/retention.ts'
import { waitsMs } from '../lib/webhooks/schedule.ts'
import { retentionTables } from './support/retention-tables.ts'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const day = 86_400_000
const rows = Object.values(retention as Record<string, Retention>)

describe('the retention table', () => {
  it('PII-03 is what docs/retention.md shows', () => {
    expect(read('docs/retention.md')).toContain(retentionTables())
  })

  it('PII-03 says of every table of the database how long its rows are kept', () => {
    const tables = Object.values(schema).filter((one) => is(one, SQLiteTable))
    const named = new Set<string>([...rows, ...kept].flatMap((row) => row.tables))
    expect([...named].toSorted()).toEqual(tables.map(getTableName).toSorted())
  })

  it('PII-03 keeps evidence for thirteen months at least', () => {
    expect(evidenceDays.smallest).toBeGreaterThan(13 * 30.5)
    expect(evidenceDays.usual).toBeGreaterThanOrEqual(5 * 365)
    for (const row of rows.filter(({ permitted }) => permitted !== null)) {
      expect(row.permitted).toEqual({ smallestMs: evidenceDays.smallest * day, largestMs: evidenceDays.largest * day })
    }
  })

  it('keeps each thing for as long as something else needs it', () => {
    expect(retention.events.keepMs).toBeGreaterThan(waitsMs.reduce((sum, wait) => sum + wait * 1.2, 0))
    expect(retention.codes.keepMs).toBeGreaterThanOrEqual(sessionMs)
    expect(retention['session-details'].keepMs).toBeGreaterThan(redeemableMs + noticeMs)
    expect(retention['session-details'].keepMs).toBeLessThanOrEqual(90 * day)
    expect(evidenceDays.smallest * day).toBeGreaterThan(retention.events.keepMs + retention['session-details'].keepMs)
    // An auditor of the oldest evidence sees what was purged before it.
    expect(retention['purge-records'].keepMs).toBeGreaterThan(evidenceDays.largest * day)
  })

  it('is obeyed: only what hangs on the evidence moves with the setting', () => {
    const now = Date.UTC(2031, 0, 1)
    const moved = purgedKinds.filter((kind) => overUpTo(kind, now, 400) !== overUpTo(kind, now, 3_653))
    expect(moved).toEqual(['sessions', 'acts', 'api-keys', 'erased-users'])
    for (const kind of moved) expect(overUpTo(kind, now, 400)).toBe(now - 400 * day)
    for (const kind of purgedKinds) {
      expect(overUpTo(kind, now, evidenceDays.usual)).toBe(now - (retention[kind] as Retention).keepMs)
    }
  })
})

describe('ASSENT_EVIDENCE_DAYS', () => {
  const ASSENT_KEYS = JSON.stringify(makeRing())
  const evidenceOf = (days?: string) =>
    readConfig({ ASSENT_KEYS, ...(days && { ASSENT_EVIDENCE_DAYS: days }) }).evidenceDays

  it('PII-03 sets the time within its bounds', () => {
    expect(evidenceOf()).toBe(evidenceDays.usual)
    expect([evidenceOf('400'), evidenceOf('3653')]).toEqual([evidenceDays.smallest, evidenceDays.largest])
    for (const wrong of ['399', '3654', '0', '-1', '500.5', 'ever']) {
      expect(() => evidenceOf(wrong), wrong).toThrow('ASSENT_EVIDENCE_DAYS')
    }
  })

  it('is explained as it is', () => {
    const { usual, smallest, largest } = evidenceDays
    expect(read('.env.example')).toContain(`${smallest} to ${largest}.`)
    expect(read('.env.example')).toContain(`ASSENT_EVIDENCE_DAYS=${usual}\n`)
  })
})
