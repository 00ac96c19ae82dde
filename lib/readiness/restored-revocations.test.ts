import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { aKey, aPasskey, aPin, enrol } from '../../db/contract/rows.ts'
import { openJournal } from '../../db/journal/journal.ts'
import { rememberingStore } from '../../db/journal/remembering-store.ts'
import { openSqliteStore } from '../../db/sqlite/store.ts'
import type { Store } from '../../db/store.ts'
import { journalKeys } from '../keys/journal-keys.ts'
import { blockUser, unblockUser } from '../session/block-user.ts'
import { eraseUser } from '../session/erase-user.ts'
import { passkeyFactorId } from '../session/factor-list.ts'
import { resetFactors, revokeFactor } from '../session/revoke-factors.ts'
import { enrol as enrolByPages, newestCode, person, pin, toIdentity } from '../session/testing/person.ts'
import { makeWorld, mint, platform, ring, saveCustomer, seed, type World } from '../session/testing/world.ts'
import { historyWatch } from './history-watch.ts'

// REL-07: real files, a real backup, and what is revoked between the backup and the end.

let folder: string
let path: string
let old: string
const opened: Store[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assent-revoked-'))
  path = join(folder, 'assent.db')
  old = join(folder, 'backup.db')
})
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
  rmSync(folder, { recursive: true })
})

async function serving(at = 0, journalFolder = join(folder, 'journal')) {
  const world: World = makeWorld()
  await world.deps.store.close()
  world.time.now += at
  const journal = openJournal(journalFolder, journalKeys(ring), () => undefined)
  const store = rememberingStore(openSqliteStore(path, { lease: true }), journal, world.deps.clock)
  opened.push(store)
  const served = { ...world, deps: { ...world.deps, store } }
  const watch = await historyWatch(served.deps)
  return { ...served, watch, found: await watch.look() }
}
type Serving = Awaited<ReturnType<typeof serving>>

async function backup(): Promise<void> {
  const file = new Sqlite(path, { readonly: true })
  await file.backup(old)
  file.close()
}

/** What a crash and a restore leave: the journal stands, and the mark beside the file or not. */
async function restore({ deps }: Serving, forgetMark = false): Promise<void> {
  await deps.store.close()
  for (const end of ['-wal', '-shm']) rmSync(path + end, { force: true })
  if (forgetMark) rmSync(`${path}.mark`)
  copyFileSync(old, path)
}

const userRecord = async ({ deps }: Pick<Serving, 'deps'>) => {
  const found = await deps.store.findUser(platform.id, 'ann')
  if (found === null) throw new Error('no user')
  return found
}
const held = async (server: Serving) => {
  const { pin: ofPin, phone, passkeys } = (await userRecord(server)).credentials
  return [ofPin && 'pin', phone && 'phone', ...passkeys.map(() => 'passkey')].filter(Boolean)
}
const acts = async (server: Serving) =>
  (await server.deps.store.listActs((await userRecord(server)).user.id)).map(({ by, did, what }) => [by, did, what])
const reasons = async ({ deps }: Serving) => (await deps.store.listEpochs()).map(({ reason }) => reason)

/** A server with a user who holds a PIN, a phone and a passkey, all of which the backup knows. */
async function holding(): Promise<Serving> {
  const server = await serving()
  await seed(server)
  await enrolByPages(server, person(server, await mint(server, 'enrolment')))
  const { user } = await userRecord(server)
  await enrol(server.deps.store, user, [{ method: 'passkey', passkey: aPasskey() }])
  await backup()
  server.time.now += 60_000
  await server.watch.look()
  return server
}

it.each([false, true])(
  'REL-07 a restored backup revives no revoked credential, with the memory of marks lost: %s',
  async (forgetMark) => {
    const before = await holding()
    const { credentials } = await userRecord(before)
    const factor = credentials.passkeys[0]
    if (factor === undefined) throw new Error('no passkey')
    const record = await userRecord(before)
    expect(await revokeFactor(before.deps, record, passkeyFactorId(factor.credentialId), 'operator')).toBe('revoked')
    await resetFactors(before.deps, record, 'pin', 'phone stolen', 'key:key_1')
    await restore(before, forgetMark)

    const after = await serving(3_600_000)
    expect(after.found).toEqual({ lost: false, ahead: false })
    expect(await held(after)).toEqual(['phone'])
    expect(await acts(after)).toEqual([
      ['restore', 'revoked', 'pin'],
      ['restore', 'revoked', passkeyFactorId(factor.credentialId)],
    ])
    // What the journal knows and the database does not says that history went backwards, where nothing else does.
    expect(await reasons(after)).toEqual(['first', 'went-back'])
    expect(after.logged.join()).toContain('what a restore had undone is revoked again')
    const { events } = await after.deps.store.listEvents({ platformId: platform.id, limit: 9, now: after.time.now })
    expect(events.filter(({ type }) => type === 'factor.removed')).toHaveLength(2)

    // Once: what is made anew afterwards stays, also after a further start.
    await enrol(after.deps.store, (await userRecord(after)).user, [{ method: 'pin', pin: aPin() }])
    await after.deps.store.close()
    const later = await serving(7_200_000)
    expect(await held(later)).toEqual(['pin', 'phone'])
    expect(await reasons(later)).toEqual(['first', 'went-back'])
  },
)

it('REL-07 a PIN that another had replaced does not work again', async () => {
  const before = await holding()
  const who = person(before, await mint(before, 'payment'))
  await toIdentity(before, who)
  await who.press('confirm-identity', 'replace-pin')
  await who.press('enter-email-code', 'submit', { code: newestCode(before.mails) })
  await who.press('choose-pin', 'submit', { pin: '830462', pinConfirmation: '830462' })
  before.time.now += 60_000
  await who.press('confirm-identity', 'send')
  await who.press('confirm-identity', 'submit', { pin: '830462', code: newestCode(before.sms) })
  expect(await who.at()).toBe('succeeded')
  await before.deps.store.close()
  const usual = await serving(1_800_000)
  expect(await held(usual)).toEqual(['pin', 'phone', 'passkey'])
  expect(await reasons(usual)).toEqual(['first'])
  await restore(usual)

  const after = await serving(3_600_000)
  expect(await held(after)).toEqual(['phone', 'passkey'])
  expect(await acts(after)).toEqual([['restore', 'revoked', 'pin']])
  const next = person(after, await mint(after, 'payment'))
  await next.start()
  expect(pin).not.toBe('830462')
  expect(await held(after)).not.toContain('pin')
})

it('REL-07 what the backup knows is left alone', async () => {
  const before = await holding()
  await resetFactors(before.deps, await userRecord(before), 'pin', 'asked', 'operator')
  await enrol(before.deps.store, (await userRecord(before)).user, [{ method: 'pin', pin: aPin() }])
  await backup()
  await before.watch.look()
  await restore(before)
  const after = await serving(3_600_000)
  expect(await held(after)).toEqual(['pin', 'phone', 'passkey'])
  expect(await reasons(after)).toEqual(['first', 'went-back'])
})

it('REL-07 an erased user stays erased, and an API key revoked', async () => {
  const before = await serving()
  await seed(before)
  const key = aKey(platform.id, { id: 'key_1', keyHash: 'hash', createdAt: 0 })
  await before.deps.store.addApiKey(key)
  await backup()
  const record = await userRecord(before)
  await before.deps.store.revokeApiKey('key_1', before.time.now)
  const erased = await eraseUser(before.deps, record, 'operator')
  await restore(before)
  const after = await serving(3_600_000)
  expect(await after.deps.store.findUser(platform.id, 'ann')).toBeNull()
  expect(await after.deps.store.findUserById(record.user.id)).toMatchObject({
    externalId: erased?.pseudonym,
    dataKeyWrapped: '',
  })
  expect(await after.deps.store.findPlatformByKey('hash')).toBeNull()
})

it.each([
  ['still holds', 60_000, true],
  ['is over by now', 3_600_000, false],
])('REL-07 a block by failed tries that %s', async (_, later, holds) => {
  const before = await holding()
  const who = person(before, await mint(before, 'payment'))
  const code = await toIdentity(before, who)
  for (let i = 0; i < 5; i += 1) await who.press('confirm-identity', 'submit', { pin: '385027', code })
  const { series } = await userRecord(before)
  expect(series.blockedUntil).toBeGreaterThan(before.time.now)
  await restore(before)
  const after = await serving(later + 60_000)
  expect((await userRecord(after)).series.blockedUntil).toBe(holds ? series.blockedUntil : null)
})

it('REL-07 a block for good holds, one that was lifted does not, and a right answer on the last try left none', async () => {
  const before = await holding()
  await blockUser(before.deps, await userRecord(before), 'fraud', 'operator')
  await restore(before)
  const blockedAgain = await serving(120_000)
  expect((await userRecord(blockedAgain)).series.permanent).toBe(true)
  expect(await acts(blockedAgain)).toEqual([['restore', 'blocked', null]])
  await unblockUser(blockedAgain.deps, await userRecord(blockedAgain), null, 'operator')
  await restore(blockedAgain)
  const lifted = await serving(180_000)
  expect((await userRecord(lifted)).series.permanent).toBe(false)

  const who = person(lifted, await mint(lifted, 'payment'))
  const code = await toIdentity(lifted, who)
  for (let i = 0; i < 4; i += 1) await who.press('confirm-identity', 'submit', { pin: '385027', code })
  await who.press('confirm-identity', 'submit', { pin, code })
  expect(await who.at()).toBe('succeeded')
  await restore(lifted)
  expect((await userRecord(await serving(240_000))).series).toMatchObject({ blockedUntil: null, permanent: false })
})

it('REL-07 nothing goes on where what was revoked cannot be read', async () => {
  const before = await holding()
  await restore(before)
  const place = join(folder, 'elsewhere')
  mkdirSync(join(place, 'revocations-2026-06.jsonl'), { recursive: true })
  const after = await serving(3_600_000, place)
  expect(after.found.lost).toBe(true)
  expect(after.watch.present()).toBeNull()
  rmSync(place, { recursive: true })
  expect(await after.watch.look()).toMatchObject({ lost: false })
})

it('a user who was made in the time that is lost needs nothing again', async () => {
  const before = await serving()
  await before.deps.store.createPlatform(platform, [])
  await backup()
  await before.watch.look()
  await saveCustomer(before.deps, {})
  await resetFactors(before.deps, await userRecord(before), 'all', 'asked', 'operator')
  await restore(before)
  const after = await serving(3_600_000)
  expect(after.found.lost).toBe(false)
  expect(after.logged.join()).not.toContain('revoked again')
  expect(await after.deps.store.findUser(platform.id, 'ann')).toBeNull()
})

it('REL-07 a start that restored nothing finds nothing missing, whatever was revoked, blocked and erased before', async () => {
  const before = await holding()
  const record = await userRecord(before)
  const key = aKey(platform.id, { id: 'key_1', keyHash: 'hash', createdAt: 0 })
  await before.deps.store.addApiKey(key)
  await before.deps.store.revokeApiKey('key_1', before.time.now)
  await resetFactors(before.deps, record, 'pin', 'asked', 'operator')
  await blockUser(before.deps, record, 'fraud', 'operator')
  await before.deps.store.close()
  const after = await serving(3_600_000)
  expect(await reasons(after)).toEqual(['first'])
  expect(after.logged.join()).not.toContain('revoked again')
  expect(await eraseUser(after.deps, await userRecord(after), 'operator')).not.toBeNull()
  await after.deps.store.close()
  const later = await serving(7_200_000)
  expect(await reasons(later)).toEqual(['first'])
  expect(later.logged.join()).not.toContain('revoked again')
})

it('REL-07 a block that was lifted with a journal elsewhere does not come back with a start', async () => {
  const before = await holding()
  await blockUser(before.deps, await userRecord(before), 'fraud', 'operator')
  await before.deps.store.close()
  const elsewhere = await serving(60_000, join(folder, 'elsewhere'))
  await unblockUser(elsewhere.deps, await userRecord(elsewhere), null, 'operator')
  await elsewhere.deps.store.close()
  const after = await serving(120_000)
  expect((await userRecord(after)).series.permanent).toBe(false)
  expect(await reasons(after)).toEqual(['first'])
})

it('REL-07 blocks that are over and users who are gone prove nothing: what was revoked before them is looked for', async () => {
  const before = await holding()
  await resetFactors(before.deps, await userRecord(before), 'pin', 'phone stolen', 'operator')
  const journal = openJournal(join(folder, 'journal'), journalKeys(ring), () => undefined)
  const over = { failures: 5, blockedUntil: before.time.now + 60_000, permanent: false }
  for (let i = 0; i < 150; i += 1) {
    await journal.append({ what: 'block', at: before.time.now, userId: `user-${i}`, series: over })
    await journal.append({ what: 'erased', id: `act-${i}`, at: before.time.now, userId: `gone-${i}`, pseudonym: 'p' })
  }
  await restore(before)
  expect(await held(await serving(3_600_000))).toEqual(['phone', 'passkey'])
})
