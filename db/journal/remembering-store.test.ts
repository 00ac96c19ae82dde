import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { aPin, aSession, aSuccess, aWorld, claimed, enrol, now } from '../contract/rows.ts'
import type { Remembered } from '../journal-rows.ts'
import { openSqliteStore } from '../sqlite/store.ts'
import { openJournal } from './journal.ts'
import { rememberingStore } from './remembering-store.ts'

it('REL-07 remembers what a success replaced also when the database fails right after the commit', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assent-remembering-'))
  const journal = openJournal(folder, [{ id: 'field', key: Buffer.alloc(32, 1) }], () => undefined)
  const database = openSqliteStore(':memory:')
  const { user } = await aWorld(database)
  const holder = await enrol(database, user, [{ method: 'pin', pin: aPin() }])
  const session = aSession(holder)
  await database.createSession(session)
  await database.record(session.id, 1, [claimed], [{ do: 'stage', staged: { method: 'pin', pin: aPin() } }])
  // A database that takes this one commit and then answers nothing more.
  const gone = () => Promise.reject(new Error('the database is gone'))
  const store = rememberingStore({ ...database, findSession: gone, loadSession: gone }, journal, { now: () => now })
  expect(await store.finishOnce(aSuccess(session.id))).toBe('finished')
  const remembered: Remembered[] = []
  for await (const entry of store.recallRevocations()) remembered.push(entry)
  expect(remembered).toMatchObject([{ what: 'replaced', userId: user.id, sessionId: session.id, methods: ['pin'] }])
  await database.close()
  rmSync(folder, { recursive: true })
})
