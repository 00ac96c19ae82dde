import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openSqliteStore } from '../../db/sqlite/store.ts'
import type { StagedRow, UserRecord } from '../../db/store.ts'
import { eraseUser } from './erase-user.ts'
import { evidence } from './evidence.ts'
import { depositInInbox } from './inbox.ts'
import { type ResetSource, resetFactors, revokeFactor } from './revoke-factors.ts'
import { sendNotices } from './send-notices.ts'
import { enrol, newestCode, type Person, person, pin, toIdentity } from './testing/person.ts'
import { makeWorld, mint, platform, saveCustomer, seed, type World } from './testing/world.ts'

const found = async (world: World): Promise<UserRecord> => {
  const record = await world.deps.store.findUser(platform.id, 'ann')
  if (!record) throw new Error('no user')
  return record
}

async function anEnrolled(world: World = makeWorld()): Promise<World> {
  await seed(world)
  await enrol(world, person(world, await mint(world, 'enrolment')))
  return world
}

/** Gives a passkey to an enrolled user; what it holds is never used here. */
async function withPasskey(world: World): Promise<World> {
  const passkey: Extract<StagedRow, { method: 'passkey' }>['passkey'] = {
    credentialId: 'credential-of-ann',
    publicKey: 'key-of-ann',
    signCount: 0,
    transports: [],
    userVerified: true,
    backupEligible: true,
    backedUp: true,
    aaguid: '0',
    createdAt: world.time.now,
    lastUsedAt: null,
  }
  const who = person(world, await mint(world, 'access'))
  const { record, seq } = await who.opened()
  const { id } = record.session
  await world.deps.store.record(id, seq, [], [{ do: 'stage', staged: { method: 'passkey', passkey } }])
  const commit = { jti: `jti-${id}`, claims: {}, declinedOffer: false }
  const end = { sessionId: id, expectedSeq: null, at: world.time.now, commit, tell: () => [] }
  await world.deps.store.finishOnce({ ...end, outcome: 'succeeded', reason: 'proven' })
  return world
}

/** Walks a session to its end with whatever each screen asks for. Out: the screens. */
async function walk(world: World, who: Person, passkeySupported = false): Promise<string[]> {
  const screens = ['welcome']
  await who.start(passkeySupported)
  for (let at = await who.at(); at !== 'succeeded'; at = await who.at()) {
    screens.push(at)
    if (screens.length > 12) throw new Error(screens.join(' '))
    world.time.now += 40_000
    if (at === 'confirm-email') await who.press(at, 'submit', { email: 'ann@example.com' })
    else if (at === 'enter-email-code') await who.press(at, 'submit', { code: newestCode(world.mails) })
    else if (at === 'create-passkey' || at === 'use-passkey') await who.press(at, 'skip')
    else if (at === 'choose-pin') await who.press(at, 'submit', { pin, pinConfirmation: pin })
    else if (at === 'repeat-pin') await who.press(at, 'submit', { pin })
    else if (at === 'give-phone') await who.press(at, 'submit', { phone: '06 12 34 56 78', country: 'FR' })
    else if (at === 'confirm-phone') await who.press(at, 'submit', { code: newestCode(world.sms) })
    else if (at === 'confirm-identity') {
      await who.press(at, 'send')
      await who.press(at, 'submit', { pin, code: newestCode(world.sms) })
    } else throw new Error(`ended ${at}`)
  }
  return screens
}

describe('after a reset the user proves what is left and makes only what is missing', () => {
  it.each<[ResetSource, boolean, string]>([
    ['pin', false, 'welcome confirm-email enter-email-code choose-pin confirm-identity'],
    ['phone', false, 'welcome confirm-email enter-email-code give-phone confirm-identity'],
    ['all', false, 'welcome confirm-email enter-email-code choose-pin repeat-pin give-phone confirm-phone'],
    [
      'all',
      true,
      'welcome confirm-email enter-email-code create-passkey choose-pin repeat-pin give-phone confirm-phone',
    ],
  ])('CRED-08 %s (passkeys supported: %s): %s', async (source, supported, screens) => {
    const world = await anEnrolled()
    await resetFactors(world.deps, await found(world), source, 'Lost', 'operator')
    const who = person(world, await mint(world, 'enrolment'))
    expect((await walk(world, who, supported)).join(' ')).toBe(screens)
    await expect(mint(world, 'enrolment')).rejects.toThrow('already-enrolled')
  })

  it('CRED-08 passkeys: nothing is missing, and PIN and code are what is left', async () => {
    const world = await withPasskey(await anEnrolled())
    const before = person(world, await mint(world, 'access'))
    await before.start(true)
    expect(await before.at()).toBe('use-passkey')
    await resetFactors(world.deps, await found(world), 'passkeys', 'Lost', 'operator')
    expect(await before.at()).toBe('failed')
    await expect(mint(world, 'enrolment')).rejects.toThrow('already-enrolled')
    const screens = await walk(world, person(world, await mint(world, 'access')))
    expect(screens.join(' ')).toBe('welcome confirm-email confirm-identity')
  })

  it('CRED-09 what was made anew is told', async () => {
    const world = await anEnrolled()
    await resetFactors(world.deps, await found(world), 'pin', 'Lost', 'operator')
    await walk(world, person(world, await mint(world, 'enrolment')))
    await sendNotices(world.deps, 10)
    expect(world.mails.at(-1)?.text).toContain('Your PIN was changed.')
  })

  it('CRED-07 the old PIN is dead at once', async () => {
    const world = await anEnrolled()
    await resetFactors(world.deps, await found(world), 'pin', 'Lost', 'operator')
    expect((await found(world)).credentials.pin).toBeNull()
    const who = person(world, await mint(world, 'access'))
    await who.start()
    await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
    expect(await who.at()).toBe('enter-email-code')
    expect((await who.press('confirm-identity', 'send')).refused).toEqual({ refused: 'not-this-step' })
  })
})

describe('CRED-08 a revocation during a session', () => {
  it('the next press is refused, and the session failed as superseded', async () => {
    const world = await anEnrolled()
    const who = person(world, await mint(world, 'access'))
    const code = await toIdentity(world, who)
    expect(await revokeFactor(world.deps, await found(world), 'phone', 'operator')).toBe('revoked')
    expect((await who.press('confirm-identity', 'submit', { pin, code })).refused).toEqual({ refused: 'ended' })
    const { session } = (await who.opened()).record
    expect(session).toMatchObject({ outcome: 'failed', reason: 'superseded', jti: null })
  })

  it('at the same moment as the last press: either it counted before, or not at all', async () => {
    const world = await anEnrolled()
    const who = person(world, await mint(world, 'access'))
    const code = await toIdentity(world, who)
    const record = await found(world)
    await Promise.all([
      who.press('confirm-identity', 'submit', { pin, code }),
      revokeFactor(world.deps, record, 'pin', 'operator'),
    ])
    const { session } = (await who.opened()).record
    expect([session.outcome, session.reason].join(' ')).toMatch(/^(succeeded proven|failed superseded)$/)
    expect((await found(world)).credentials.pin).toBeNull()
  })

  it('tells the platform which method went', async () => {
    const world = await withPasskey(await anEnrolled())
    await resetFactors(world.deps, await found(world), 'all', 'Lost', 'operator')
    const { events } = await world.deps.store.listEvents({ platformId: platform.id, limit: 20, now: world.time.now })
    const removed = events.filter(({ type }) => type === 'factor.removed').map(({ data }) => JSON.parse(data).method)
    expect(removed.toSorted()).toEqual(['passkey', 'phone', 'pin'])
  })
})

describe('PII-04 erasure', () => {
  const folders: string[] = []
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
  })

  /** A world on a file, so that its bytes can be searched. */
  function onFile(): { world: World; bytes: () => string } {
    const folder = mkdtempSync(join(tmpdir(), 'assent-erase-'))
    folders.push(folder)
    const world = makeWorld()
    const store = openSqliteStore(join(folder, 'assent.db'))
    Object.assign(world.deps, { store })
    // Every message also goes to the sandbox's inbox, as it does when the sandbox is tried out.
    const { mailer, smsSender } = world.deps
    Object.assign(world.deps, {
      mailer: {
        send: async (mail: Parameters<typeof mailer.send>[0]) => {
          await mailer.send(mail)
          await depositInInbox(world.deps, { channel: 'email', ...mail })
        },
      },
      smsSender: {
        send: async (sms: Parameters<typeof smsSender.send>[0]) => {
          await depositInInbox(world.deps, { channel: 'sms', ...sms })
          return smsSender.send(sms)
        },
      },
    })
    const bytes = () =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'latin1'))
        .join('')
    return { world, bytes }
  }

  it('while a session is live: the page says that it is over, and nothing can be pressed', async () => {
    const world = await anEnrolled()
    const who = person(world, await mint(world, 'access'))
    const code = await toIdentity(world, who)
    expect(await eraseUser(world.deps, await found(world), 'operator')).not.toBeNull()
    expect((await who.press('confirm-identity', 'submit', { pin, code })).refused).toEqual({ refused: 'ended' })
    const { record } = await who.opened()
    expect(record.session).toMatchObject({ outcome: 'cancelled', reason: 'cancelled-by-platform' })
    expect(evidence(world.deps, record).log).toMatchObject({ verified: true })
    await expect(mint(world, 'access')).rejects.toThrow('user-unknown')
    await saveCustomer(world.deps, {})
    expect((await found(world)).user.id).not.toBe(record.user.id)
  })

  it('TR-05 leaves no personal byte in the database, its log, or the log of the process', async () => {
    const { world, bytes } = onFile()
    await anEnrolled(world)
    await withPasskey(world)
    await saveCustomer(world.deps, { email: 'ann.changed@example.com', firstName: 'Annabel' })
    const session = await mint(world, 'access', { state: 'state-of-ann' })
    await toIdentity(world, person(world, session)).catch(() => undefined)
    const { user, credentials } = await found(world)
    const personal = [
      user.dataKeyWrapped,
      user.profileSealed,
      user.emailSealed,
      user.phoneSealed,
      user.previousEmailSealed,
      user.handle,
      credentials.pin?.hash,
      credentials.phone?.numberSealed,
      credentials.phone?.numberHash,
      'credential-of-ann',
      'key-of-ann',
      'state-of-ann',
    ].map((value) => value ?? 'missing')
    const inbox = await world.deps.store.listInbox(platform.id, null, 50)
    const sealed = [...personal, ...inbox.map((message) => message.sealed)]
    expect(inbox.length).toBeGreaterThan(1)
    // What is searched for is there before, so that the search is worth something.
    const before = bytes()
    for (const value of sealed) expect(before.includes(value), value).toBe(true)

    const erased = await eraseUser(world.deps, { ...(await found(world)) }, 'operator')
    expect(erased?.pseudonym).toMatch(/^erased:/)
    const after = bytes()
    for (const value of sealed) expect(after.includes(value), value).toBe(false)
    for (const clear of ['ann@example.com', 'ann.changed@example.com', 'Annabel', '33612345678', pin]) {
      expect(after.includes(clear), clear).toBe(false)
    }
    // The platform's id, which is `ann`: no row and no event has it.
    expect(after).not.toMatch(/"ann"|\bann\b/)
    expect(world.logged.join('\n')).not.toMatch(/ann@|ann\.changed|Annabel|33612345678|"ann"/)
    await world.deps.store.close()
  })
})
