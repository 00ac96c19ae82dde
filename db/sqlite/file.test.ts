import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyChain } from '../../lib/evidence/verify-chain.ts'
import {
  aChallenge,
  anEnd,
  anOpenSession,
  aPasskey,
  aPhone,
  aPin,
  aSession,
  aSuccess,
  claimed,
  countOf,
  enrol,
  now,
  recordOf,
  seriesOf,
  userOf,
} from '../contract/rows.ts'
import { openDatabase } from './open.ts'
import { openSqliteStore } from './store.ts'
import type { Race } from './testing/racer.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assent-file-'))
  path = join(folder, 'data', 'deeper', 'assent.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Runs a race in threads, each with a connection of its own. Out: all their answers. */
async function racing(verb: Race['verb'], id: string, times: number, runners = 3): Promise<unknown[]> {
  const gate = new SharedArrayBuffer(4)
  const race = { path, verb, id, times, now, runners, gate } satisfies Race
  const threads = Array.from({ length: runners }, () => {
    const thread = new Worker(new URL('./testing/racer.ts', import.meta.url), { workerData: race })
    return new Promise<unknown[]>((resolve, reject) => thread.once('message', resolve).once('error', reject))
  })
  return (await Promise.all(threads)).flat()
}

describe('several processes on one file', () => {
  it('RTS-27 REL-01 REL-05 lets exactly five tries through', async () => {
    const store = openSqliteStore(path)
    const { user } = await anOpenSession(store)
    const answers = await racing('reserveTry', user.id, 70)
    const spent = answers.filter((series) => series !== null)
    expect(spent.map((series) => (series as { failures: number }).failures).sort()).toEqual([1, 2, 3, 4, 5])
    expect(answers).toHaveLength(210)
    expect((await seriesOf(store, user)).failures).toBe(5)
    await store.close()
  })

  it('RTS-21 redeems once', async () => {
    const store = openSqliteStore(path)
    const { session } = await anOpenSession(store)
    await store.finishOnce(aSuccess(session.id))
    const answers = await racing('redeemOnce', session.id, 50)
    expect(countOf(answers, 'done')).toBe(1)
    expect(countOf(answers, 'already')).toBe(149)
    await store.close()
  })

  it('ANT-01 never counts beyond a limit', async () => {
    await openSqliteStore(path).close()
    const answers = await racing('countUses', 'key', 50)
    expect(answers).toHaveLength(150)
    expect(countOf(answers, null)).toBe(7)
  })

  it('PII-03 purges and counts each session once, and a session of today goes on meanwhile', async () => {
    const store = openSqliteStore(path)
    const { user, session } = await anOpenSession(store)
    for (let i = 0; i < 100; i += 1) {
      const old = aSession(user)
      await store.createSession(old)
      await store.finishOnce(anEnd(old.id, { at: now - 1_000_000 }))
    }
    const [answers] = await Promise.all([racing('purge', '', 20), store.record(session.id, 1, [claimed])])
    expect(answers).toHaveLength(60)
    expect((answers as number[]).reduce((sum, removed) => sum + removed, 0)).toBe(100)
    expect(await store.listPurges(0)).toMatchObject([{ kind: 'sessions', removed: 100 }])
    expect((await recordOf(store, session.id)).events).toHaveLength(2)
    await store.close()
  })

  it('adds one event after each event, and keeps the chain whole', async () => {
    const store = openSqliteStore(path)
    const { session } = await anOpenSession(store)
    const answers = await racing('record', session.id, 40)
    const { events } = await recordOf(store, session.id)
    expect(countOf(answers, 'recorded')).toBe(events.length - 1)
    expect(events.length).toBeGreaterThan(1)
    expect(verifyChain(session.id, events)).toBeNull()
    await store.close()
  })

  it('opens and migrates an empty file together', async () => {
    expect(await racing('open', '', 1, 4)).toEqual([[], [], [], []])
  })

  it('shows the one what the other wrote', async () => {
    const [one, other] = [openSqliteStore(path), openSqliteStore(path)]
    const { user, session } = await anOpenSession(one)
    const newer = aSession(user, { operationHash: session.operationHash })
    expect(await other.createSession(newer)).toEqual([session.id])
    expect(await one.record(session.id, 1, [claimed])).toBe('conflict')
    const [first, second] = await Promise.all([
      one.record(newer.id, 1, [claimed]),
      other.record(newer.id, 1, [claimed]),
    ])
    expect([first, second].toSorted()).toEqual(['conflict', 'recorded'])
    await one.close()
    await other.close()
  })
})

describe('a file that is opened again', () => {
  it('RTS-30 has everything that was answered', async () => {
    const before = openSqliteStore(path)
    const { user, session } = await anOpenSession(before)
    await enrol(before, user, [
      { method: 'pin', pin: aPin() },
      { method: 'phone', phone: aPhone() },
      { method: 'passkey', passkey: aPasskey() },
    ])
    await before.record(
      session.id,
      1,
      [claimed],
      [
        { do: 'put-challenge', challenge: aChallenge() },
        { do: 'stage', staged: { method: 'pin', pin: aPin() } },
        { do: 'change-series', userId: user.id, change: (series) => ({ ...series, failures: 2 }) },
      ],
    )
    const record = await recordOf(before, session.id)
    const held = await userOf(before, user)
    await before.close()

    const after = openSqliteStore(path)
    expect(await recordOf(after, session.id)).toEqual(record)
    expect(await userOf(after, user)).toEqual(held)
    await after.close()
  })

  it('REL-04 has what was answered by a process that never closed it', async () => {
    const lost = openSqliteStore(path)
    const { session } = await anOpenSession(lost)
    // What a crash leaves behind: the file and its log, of which nothing was carried over.
    const copy = join(folder, 'copy.db')
    copyFileSync(path, copy)
    copyFileSync(`${path}-wal`, `${copy}-wal`)
    const after = openSqliteStore(copy)
    expect(await after.findSession(session.id)).toEqual(session)
    await after.close()
    await lost.close()
  })

  it('TR-04 shows that a row of the log was edited, and which', async () => {
    const store = openSqliteStore(path)
    const { session } = await anOpenSession(store)
    await store.record(session.id, 1, [claimed])
    await store.finishOnce(aSuccess(session.id))
    expect(verifyChain(session.id, (await recordOf(store, session.id)).events)).toBeNull()
    const raw = new Sqlite(path)
    const edit = `update session_event set data = replace(data, 'Firefox', 'Chrome') where session_id = ? and seq = 2`
    expect(raw.prepare(edit).run(session.id).changes).toBe(1)
    raw.close()
    expect(verifyChain(session.id, (await recordOf(store, session.id)).events)).toBe(2)
    await store.close()
  })
})

describe('an ended session', () => {
  it('leaves no code and no half-made credential in the file', async () => {
    const store = openSqliteStore(path)
    const { session } = await anOpenSession(store)
    await store.record(
      session.id,
      1,
      [claimed],
      [
        { do: 'put-challenge', challenge: aChallenge() },
        { do: 'stage', staged: { method: 'pin', pin: aPin() } },
      ],
    )
    const raw = new Sqlite(path, { readonly: true })
    const left = raw
      .prepare('select (select count(*) from challenge) + (select count(*) from staged_credential)')
      .pluck()
    expect(left.get()).toBe(2)
    await store.finishOnce(anEnd(session.id))
    expect(left.get()).toBe(0)
    raw.close()
    await store.close()
  })
})

describe('what is purged', () => {
  it('PII-03 is in no file of the database any more once the log is carried over', async () => {
    const store = openSqliteStore(path)
    const { user, session } = await anOpenSession(store, {}, { state: 'a-state-nobody-else-has' })
    await store.finishOnce(anEnd(session.id, { at: now }))
    await store.close()
    const bytes = () => readFileSync(path).toString('latin1')
    expect(bytes()).toContain('a-state-nobody-else-has')
    expect(bytes()).toContain(session.id)
    const again = openSqliteStore(path)
    const later = now + 999_999_999
    expect(await again.purge({ kind: 'sessions', upTo: later, limit: 9, at: later })).toMatchObject({ removed: 1 })
    expect(await again.findSession(session.id)).toBeNull()
    await again.close()
    expect(bytes()).not.toContain('a-state-nobody-else-has')
    expect(bytes()).not.toContain(session.id)
    expect(bytes()).toContain(user.id)
  })
})

describe('openDatabase', () => {
  it('makes the folder, and the schema from nothing', async () => {
    const store = openSqliteStore(path)
    expect(existsSync(path)).toBe(true)
    await expect(store.ping()).resolves.toBeUndefined()
    await store.close()
  })

  it.each([
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
    ['secure_delete', 1],
    ['temp_store', 2],
  ])('REL-04 has %s at %s', (name, expected) => {
    const db = openDatabase(path)
    expect(db.orm.get(sql.raw(`pragma ${name}`))).toEqual({ [name]: expected })
    db.close()
  })

  it('makes files that nobody else on the machine can read', async () => {
    const store = openSqliteStore(path)
    await anOpenSession(store)
    for (const file of [path, `${path}-wal`, `${path}-shm`])
      expect([file, statSync(file).mode & 0o077]).toEqual([file, 0])
    expect(statSync(join(folder, 'data')).mode & 0o077).toBe(0)
    await store.close()
  })

  it('REL-05 waits for the lock of another process', () => {
    const db = openDatabase(path)
    expect(db.orm.get(sql`pragma busy_timeout`)).toEqual({ timeout: 5_000 })
    db.close()
  })

  it('REL-04 does not start where a setting does not hold, and says which', () => {
    // SQLite's nameless temporary database cannot have a write-ahead log.
    expect(() => openDatabase('')).toThrow(/journal_mode=WAL.*reads back as delete/)
  })

  it('refuses a schema that is newer than the code, and leaves it alone', () => {
    openDatabase(path).close()
    const raw = new Sqlite(path)
    raw.pragma('user_version = 999')
    expect(() => openDatabase(path)).toThrow(/schema 999.*knows only up to \d+.*newer version/)
    expect(raw.pragma('user_version', { simple: true })).toBe(999)
    raw.close()
  })

  it('migrates once', () => {
    openDatabase(path).close()
    const raw = new Sqlite(path)
    const before = raw.pragma('schema_version', { simple: true })
    openDatabase(path).close()
    expect(raw.pragma('schema_version', { simple: true })).toBe(before)
    raw.close()
  })

  it('lets nobody delete what others refer to', async () => {
    const store = openSqliteStore(path)
    const { platform, user, session } = await anOpenSession(store)
    await store.close()
    const db = openDatabase(path)
    const drop = (table: string, id: string) => () =>
      db.orm.$client.prepare(`delete from "${table}" where id = ?`).run(id)
    expect(drop('session', session.id)).toThrow(/foreign key/i)
    expect(drop('user', user.id)).toThrow(/foreign key/i)
    expect(drop('platform', platform.id)).toThrow(/foreign key/i)
    db.close()
  })
})
