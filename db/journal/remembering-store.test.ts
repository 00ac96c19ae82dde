import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { noFailures } from '../../lib/sca/limits.ts'
import { anOpenSession, aPin, aSession, aSuccess, aWorld, claimed, enrol, now } from '../contract/rows.ts'
import type { Remembered } from '../journal-rows.ts'
import { openSqliteStore } from '../sqlite/store.ts'
import type { Store } from '../store.ts'
import { type Journal, openJournal } from './journal.ts'
import { rememberingStore } from './remembering-store.ts'

let folder: string
let journal: Journal
let database: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assent-remembering-'))
  journal = openJournal(join(folder, 'journal'), [{ id: 'field', key: Buffer.alloc(32, 1) }], () => undefined)
  database = openSqliteStore(':memory:')
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

const clock = { now: () => now }
/** A database that takes one commit and then answers nothing more. */
const goneAfter = () => {
  const gone = () => Promise.reject(new Error('the database is gone'))
  return rememberingStore({ ...database, findSession: gone, loadSession: gone }, journal, clock)
}
async function remembered(store: Store): Promise<Remembered[]> {
  const all: Remembered[] = []
  for await (const entry of store.recallRevocations()) all.push(entry)
  return all
}

it('REL-07 remembers what a success replaced also when the database fails right after the commit', async () => {
  const { user } = await aWorld(database)
  const holder = await enrol(database, user, [{ method: 'pin', pin: aPin() }])
  const session = aSession(holder)
  await database.createSession(session)
  await database.record(session.id, 1, [claimed], [{ do: 'stage', staged: { method: 'pin', pin: aPin() } }])
  const store = goneAfter()
  expect(await store.finishOnce(aSuccess(session.id))).toBe('finished')
  const replaced = { what: 'replaced', userId: user.id, sessionId: session.id, methods: ['pin'] }
  expect(await remembered(store)).toMatchObject([replaced])
})

it('REL-07 remembers a block that a press changed also when the database fails right after the commit', async () => {
  const { user, session } = await anOpenSession(database)
  const store = goneAfter()
  const series = { ...noFailures, failures: 5, blockedUntil: now + 1 }
  const change = { do: 'change-series', userId: user.id, change: () => series } as const
  expect(await store.record(session.id, 1, [claimed], [change])).toBe('recorded')
  expect(await remembered(store)).toEqual([{ what: 'block', at: now, userId: user.id, series }])
})

it('REL-07 what could not be written is tried again with each mark of the database', async () => {
  const { user } = await aWorld(database)
  const store = rememberingStore(database, journal, clock)
  writeFileSync(join(folder, 'journal'), 'in the way')
  await store.changeSeries(user.id, () => ({ ...noFailures, permanent: true }))
  rmSync(join(folder, 'journal'))
  await store.rememberMark({ lineage: 'x', epoch: 1, mark: 1 })
  expect(await remembered(store)).toHaveLength(1)
  expect(readdirSync(join(folder, 'journal'))).toHaveLength(1)
})
