import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kept, type Retention, retention } from '../../lib/sca/retention.ts'
import { purger } from '../../lib/session/purge.ts'
import { aNotice, anAct, aUse, hour } from '../contract/care-rows.ts'
import {
  aChallenge,
  aKey,
  aMessage,
  anEnd,
  aPlatform,
  aSession,
  aSuccess,
  aUser,
  claimed,
  fresh,
  minute,
  now,
  parallel,
} from '../contract/rows.ts'
import { anEndpoint, anEvent } from '../contract/webhook-rows.ts'
import type { PlatformRow, Store, UserRow } from '../store.ts'
import { openSqliteStore } from './store.ts'

const day = 24 * hour
/** Shorter than an operator may set, so that the days of a year are enough. */
const evidenceDays = 120
const days = 200
/** Days after which each day brings as much as it takes. */
const settledAfter = evidenceDays + 20
/** Sessions of a day: a third succeeds, a third is refused, a third is left to run out. */
const perDay = 30

/** One day of a platform: sessions with all that comes with them, somebody who is erased, a key now and then. */
async function live(store: Store, platform: PlatformRow, user: UserRow, begin: number, nth: number): Promise<void> {
  // At once, so that they share commits: the disk is what this test waits for.
  await parallel(perDay, async (i) => {
    const at = begin + i * 40 * minute
    const claim = { platformId: platform.id, key: fresh('idem'), fingerprint: 'body', now: at }
    await store.beginAnswer(claim)
    const session = aSession(user, { createdAt: at, expiresAt: at + 10 * minute, locale: 'fr' })
    await store.createSession(session, { ...claim, status: 201, bodySealed: 'sealed' })
    await store.countUses([aUse({ windowMs: i % 2 === 0 ? minute : day })], at)
    const challenge = aChallenge({ createdAt: at, expiresAt: at + 5 * minute })
    await store.record(session.id, 1, [{ ...claimed, at }], [{ do: 'put-challenge', challenge }])
    await store.addInboxMessage(aMessage(platform.id, { createdAt: at }))
    const notices = [aNotice(user.id, { createdAt: at, nextAt: at, expiresAt: at + 72 * hour })]
    const tell = () => [anEvent(user, { sessionId: session.id, createdAt: at })]
    if (i % 3 === 0) await store.finishOnce(aSuccess(session.id, {}, { at, notices, tell }))
    if (i % 3 === 1) await store.finishOnce(anEnd(session.id, { at, tell }))
  })
  const end = begin + day - 1
  const overdue = await store.listOverdue(end, perDay)
  await parallel(overdue.length, (i) =>
    store.finishOnce(anEnd(overdue[i]?.id ?? '', { outcome: 'expired', reason: 'time-over', at: end })),
  )
  await deliver(store, end)
  const leaver = aUser(platform.id, { createdAt: begin, updatedAt: begin })
  await store.saveUser(leaver, null)
  const act = anAct(leaver.id, { did: 'erased', at: end })
  await store.eraseUser({ userId: leaver.id, pseudonym: fresh('erased'), at: end, act })
  if (nth % 10 === 0) {
    const key = aKey(platform.id, { createdAt: begin })
    await store.addApiKey(key)
    await store.revokeApiKey(key.id, end)
  }
}

async function deliver(store: Store, at: number): Promise<void> {
  const lease = fresh('lease')
  const claim = { now: at, limit: 99, perEndpoint: 99, underWay: new Map(), leaseMs: minute, lease }
  const how = { state: 'delivered', nextAt: null, result: 'delivered', status: 200, disable: false } as const
  const taken = await store.claimDeliveries(claim)
  const settled = taken.map(({ event, endpoint }) => ({
    eventId: event.id,
    endpointId: endpoint.id,
    lease,
    at,
    ...how,
  }))
  await Promise.all(settled.map((one) => store.settleDelivery(one)))
}

/** Rows that a day makes of each table, as `live` does at the most. */
const made: Readonly<Record<string, number>> = {
  challenge: perDay,
  use_count: perDay,
  notice: perDay / 3,
  notice_link: perDay / 3,
  idempotency: perDay,
  inbox_message: perDay,
  outbox_event: (perDay / 3) * 2,
  webhook_delivery: (perDay / 3) * 2,
  session: perDay,
  session_event: perDay * 3,
  staged_credential: perDay,
  user_act: 1,
  api_key: 1,
  user: 1,
  purge_record: Object.keys(retention).length,
}

/** How many rows of a table there may be, as the retention table says. */
function mostOf(table: string): number {
  const rows = Object.values(retention as Record<string, Retention>).filter((row) => row.tables.includes(table))
  const daysKept = rows.map(({ livesMs, keepMs, permitted }) => {
    const ms = permitted === null ? keepMs : evidenceDays * day
    return Math.ceil((ms + (livesMs ?? 0)) / day) + 1
  })
  // One each of platform, user and the like stays for good.
  const standing = kept.some((row) => row.tables.includes(table)) ? 3 : 0
  return (made[table] ?? 0) * Math.max(0, ...daysKept) + standing
}

describe('a database that is used day after day', () => {
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
    const platform = aPlatform()
    await store.createPlatform(platform, [aKey(platform.id)])
    const user = aUser(platform.id)
    await store.saveUser(user, null)
    await store.createEndpoint(anEndpoint(platform.id), 10)
    const time = { now }
    const purge = purger({ config: { evidenceDays }, store, clock: { now: () => time.now } } as never)
    for (let nth = 0; nth < days; nth += 1) {
      time.now = now + nth * day
      await live(store, platform, user, time.now, nth)
      time.now += day
      for (let done = false; !done; ) done = (await purge(40)).done
      const row = Object.fromEntries(counts.map(([table, count]) => [table, count.get() as number]))
      const pages = raw.pragma('page_count', { simple: true }) as number
      seen.push({ counts: row, pages, records: nth < settledAfter ? 0 : (pagesOfRecords.get() as number) })
    }
    raw.close()
  }, 120_000)
  afterAll(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })

  it('PII-03 never holds more rows of any table than the retention table implies', () => {
    for (const [nth, { counts }] of seen.entries()) {
      const tooMany = Object.entries(counts).filter(([table, count]) => count > mostOf(table))
      expect([nth, tooMany]).toEqual([nth, []])
    }
  })

  it('PII-03 holds as many after any day as after the day before, once the oldest evidence goes', () => {
    const settled = seen.slice(settledAfter).map(({ counts }) => counts['session'])
    expect(new Set(settled).size).toBe(1)
    expect(settled[0]).toBeGreaterThan(evidenceDays * (perDay - 1))
  })

  it('REL-16 does not let the file grow between equal days: freed pages are used again', () => {
    // The records of purges stay for eleven years: a page in two or three days.
    const settled = seen.slice(settledAfter).map(({ pages, records }) => pages - records)
    const [first = 0] = settled
    // Sixty days without reuse would be half as much again. Indexes over random ids take a while to find their size.
    expect(Math.max(...settled)).toBeLessThan(first * 1.02)
  })
})
