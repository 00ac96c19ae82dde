import { describe, expect, it } from 'vitest'
import { systemRandom } from '../ports/random.ts'
import { abuseLimits, numberPrefix } from '../sca/abuse-limits.ts'
import { policies } from '../sca/policy.ts'
import { countedUses, emailUses, smsUses } from './counted-uses.ts'
import { newId } from './new-id.ts'
import { openSession } from './opened.ts'
import { enrol, person, pin, toIdentity } from './testing/person.ts'
import { makeWorld, mint, platform, saveCustomer, seed, type World } from './testing/world.ts'

const hour = 3_600_000

async function anEnrolled(): Promise<World> {
  const world = makeWorld()
  await seed(world)
  await enrol(world, person(world, await mint(world, 'enrolment')))
  world.sms.length = 0
  return world
}

/** Asks for codes in session after session. Out: what each press was refused with, and how many texts left. */
async function askFor(world: World, times: number): Promise<{ refused: (string | null)[]; sent: number }> {
  const before = world.sms.length
  const refused: (string | null)[] = []
  for (let i = 0; i < times; i += 1) {
    world.time.now += 1_000
    const who = person(world, await mint(world, 'access'))
    await who.start()
    await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
    refused.push((await who.press('confirm-identity', 'send')).refused?.refused ?? null)
  }
  return { refused, sent: world.sms.length - before }
}

async function aRecord(world: World) {
  const { id } = await mint(world, 'access')
  const opened = await openSession(world.deps, id)
  if (!opened) throw new Error('no session')
  return opened
}

describe('codes by email', () => {
  const [{ limit, windowMs }] = abuseLimits.emailsOfUser
  /** Asks for a code in a new session. Out: what the press was refused with. */
  async function ask(world: World): Promise<string | null> {
    world.time.now += 20 * 60_000
    const who = person(world, await mint(world, 'enrolment'))
    await who.start()
    return (await who.press('confirm-email', 'submit', { email: 'ann@example.com' })).refused?.refused ?? null
  }

  it('OTP-04 of one user stop at the limit of a day, over all sessions, and go on the next day', async () => {
    const world = makeWorld()
    await seed(world)
    const begin = world.time.now
    for (let i = 0; i < limit; i += 1) expect(await ask(world)).toBeNull()
    expect(world.mails).toHaveLength(limit)
    const before = world.logged.length
    expect(await ask(world)).toBe('too-many-sends')
    expect(world.mails).toHaveLength(limit)
    expect(world.logged.slice(before).join()).toContain('email-user-day')
    expect(world.logged.slice(before).join()).not.toMatch(/ann@example|"alarm":true/)
    world.time.now = begin + 20 * 60_000 + windowMs
    expect(await ask(world)).toBeNull()
  })

  it('a press that is stopped changes nothing, and the session can be left', async () => {
    const world = makeWorld()
    await seed(world)
    const { record } = await aRecord(world)
    const uses = emailUses(world.deps, { record }).map((use) => ({ ...use, amount: limit }))
    expect(await world.deps.store.countUses(uses, world.time.now)).toBeNull()
    const who = person(world, await mint(world, 'enrolment'))
    await who.start()
    const { seq } = await who.opened()
    const { refused } = await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
    expect(refused).toEqual({ refused: 'too-many-sends' })
    const after = await who.opened()
    expect([after.seq, after.record.series.failures, await who.at()]).toEqual([seq, 0, 'confirm-email'])
    await who.press('confirm-email', 'decline')
    expect(await who.at()).toBe('refused')
  })
})

describe('SMS-11 text messages', () => {
  it('OTP-04 of one number stop at its limit, and go on when the hour is over', async () => {
    const world = await anEnrolled()
    // One went out with the enrolment.
    const [{ limit }] = abuseLimits.smsOfNumber
    const { refused, sent } = await askFor(world, limit + 1)
    expect(sent).toBe(limit - 1)
    expect(refused.slice(0, limit - 1)).toEqual(Array.from({ length: limit - 1 }, () => null))
    expect(refused.slice(limit - 1)).toEqual(['too-many-sends', 'too-many-sends'])
    world.time.now += hour
    expect((await askFor(world, 1)).refused).toEqual([null])
  })

  it('a press that is stopped changes nothing and costs no try', async () => {
    const world = await anEnrolled()
    await askFor(world, abuseLimits.smsOfNumber[0].limit - 1)
    const who = person(world, await mint(world, 'access'))
    await who.start()
    await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
    const { seq } = await who.opened()
    expect((await who.press('confirm-identity', 'send')).refused).toEqual({ refused: 'too-many-sends' })
    const after = await who.opened()
    expect([after.seq, after.record.series.failures, await who.at()]).toEqual([seq, 0, 'confirm-identity'])
    expect(world.logged.join()).not.toMatch(/33612345678/)
  })

  it('SMS-14 the answer is the same for a number that others use, that is new, and that stopped', async () => {
    const world = await anEnrolled()
    const { record } = await aRecord(world)
    const uses = smsUses(world.deps, { record }, '+33698765432')
    for (let i = 0; i < 20; i += 1) await world.deps.store.countUses(uses, world.time.now)
    const give = async (phone: string) => {
      await world.deps.store.revokeCredentials(record.user.id, { methods: ['pin', 'phone'] }, anAct(record.user.id))
      const who = person(world, await mint(world, 'access'))
      await who.start()
      await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
      world.time.now += 40_000
      const code = /\d{6}/.exec(world.mails.at(-1)?.text ?? '')?.[0] ?? ''
      await who.press('enter-email-code', 'submit', { code })
      await who.press('choose-pin', 'submit', { pin, pinConfirmation: pin })
      await who.press('give-phone', 'submit', { phone, country: 'FR' })
      return (await who.press('confirm-identity', 'send')).refused
    }
    expect(await give('06 12 34 56 78')).toBeNull()
    expect(await give('06 11 22 33 44')).toBeNull()
    expect(await give('06 98 76 54 32')).toEqual({ refused: 'too-many-sends' })
  })
  const anAct = (userId: string) =>
    ({
      id: newId(systemRandom, 'act', 0),
      userId,
      at: 0,
      by: 'operator',
      did: 'reset',
      what: 'all',
      reasonSealed: null,
    }) as const

  it('of 500 neighbours of one prefix, at once, stop at the limit, with an alarm', async () => {
    const world = makeWorld()
    await seed(world)
    const { record } = await aRecord(world)
    const neighbours = Array.from({ length: 500 }, (_, i) => `+3361234${String(5_000 + i)}`)
    const answers = await Promise.all(
      neighbours.map((number, i) => {
        const of = { record: { ...record, user: { ...record.user, id: `usr_${i}` } } }
        // Whose codes are all used.
        const uses = smsUses(world.deps, of, number).filter(({ name }) => !name.startsWith('sms-unused'))
        return world.deps.store.countUses(uses, world.time.now)
      }),
    )
    const [{ name, limit }] = abuseLimits.smsOfPrefix
    expect(answers.filter((answer) => answer === null)).toHaveLength(limit)
    expect(answers.at(-1)?.limit).toBe(name)
    await enrolled(world)
    expect(world.sms).toHaveLength(0)
    expect(world.logged.filter((line) => JSON.parse(line).alarm === true)).toHaveLength(1)
  })

  /** A user whose number is a neighbour of those above: no text leaves. */
  async function enrolled(world: World): Promise<void> {
    await enrol(world, person(world, await mint(world, 'enrolment'))).catch(() => undefined)
  }

  it('SMS-12 to a prefix whose codes are never used stop at their limit, with an alarm, and used codes are not counted', async () => {
    const world = await anEnrolled()
    const { record } = await aRecord(world)
    const [{ name, limit }] = abuseLimits.smsUnusedOfPrefix
    const send = (i: number) => {
      const of = { record: { ...record, user: { ...record.user, id: `usr_${i}` } } }
      const uses = smsUses(world.deps, of, `+3361234${String(5_000 + i)}`).filter((use) => use.name === name)
      return world.deps.store.countUses(uses, world.time.now)
    }
    // The enrolment has used its code.
    for (let i = 0; i < limit - 1; i += 1) expect(await send(i)).toBeNull()
    const who = person(world, await mint(world, 'access'))
    const code = await toIdentity(world, who)
    expect((await send(100))?.limit).toBe(name)
    const other = person(world, await mint(world, 'payment'))
    await other.start()
    await other.press('confirm-email', 'submit', { email: 'ann@example.com' })
    expect((await other.press('confirm-identity', 'send')).refused).toEqual({ refused: 'too-many-sends' })
    expect(world.logged.some((line) => JSON.parse(line).alarm === true)).toBe(true)
    await who.press('confirm-identity', 'submit', { pin, code })
    expect(await who.at()).toBe('succeeded')
    expect((await other.press('confirm-identity', 'send')).refused).toBeNull()
  })

  it('SMS-12 to a country whose codes are never used stop too', async () => {
    const world = await anEnrolled()
    const [{ name, limit }] = abuseLimits.smsUnusedOfCountry
    const uses = countedUses(world.deps, abuseLimits.smsUnusedOfCountry, 'FR').map((use) => ({ ...use, amount: limit }))
    expect(await world.deps.store.countUses(uses, world.time.now)).toBeNull()
    expect((await askFor(world, 1)).refused).toEqual(['too-many-sends'])
    expect(world.logged.some((line) => JSON.parse(line).limit === name)).toBe(true)
  })

  it.each(['smsOfUser', 'smsOfPlatform', 'smsInTotal'] as const)('%s stops others too', async (which) => {
    const world = await anEnrolled()
    const { record } = await aRecord(world)
    const of = { smsOfUser: record.user.id, smsOfPlatform: platform.id, smsInTotal: 'all' }[which]
    const uses = countedUses(world.deps, abuseLimits[which], of)
    // The enrolment used one.
    const amount = abuseLimits[which][0].limit - 1
    expect(await world.deps.store.countUses([{ ...uses[0], amount } as never], world.time.now)).toBeNull()
    expect((await askFor(world, 1)).refused).toEqual(['too-many-sends'])
    expect(world.logged.some((line) => JSON.parse(line).alarm === true)).toBe(which !== 'smsOfUser')
  })

  it('the scripted number is outside the limits of numbers, in the sandbox alone', async () => {
    const world = makeWorld()
    await seed(world)
    const { record } = await aRecord(world)
    const scripted = '+33611111111'
    const names = (deps: Parameters<typeof smsUses>[0]) => smsUses(deps, { record }, scripted).map(({ name }) => name)
    expect(names(world.deps)).toEqual(['sms-user-day', 'sms-platform-hour', 'sms-total-hour'])
    const live = { config: { ...world.deps.config, mode: 'live' as const } }
    expect(names(live)).toContain('sms-number-hour')
    expect(names(live)).toContain('sms-prefix-hour')
  })

  it('PII-02 counters hold no number and no id', async () => {
    const world = makeWorld()
    await seed(world)
    const { record } = await aRecord(world)
    const keys = smsUses(world.deps, { record }, '+33612345678').map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{64}$/)
  })

  it('neighbours share a prefix', () => {
    expect(numberPrefix('+33612345678')).toBe('+3361234')
  })
})

describe('SMS-11 countries', () => {
  async function give(phone: string, country: string) {
    const world = makeWorld()
    await seed(world, { phoneNumber: null })
    const who = person(world, await mint(world, 'enrolment'))
    await who.start()
    await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
    const code = /\d{6}/.exec(world.mails.at(-1)?.text ?? '')?.[0] ?? ''
    await who.press('enter-email-code', 'submit', { code })
    await who.press('choose-pin', 'submit', { pin, pinConfirmation: pin })
    await who.press('repeat-pin', 'submit', { pin })
    const { refused } = await who.press('give-phone', 'submit', { phone, country })
    return [refused?.refused ?? null, world.sms.length]
  }

  it.each([
    ['06 12 34 56 78', 'FR'],
    ['07400 123456', 'GB'],
    ['078 123 45 67', 'CH'],
    ['+47 406 12 345', 'FR'],
    ['0692 12 34 56', 'RE'],
  ])('%s (%s) is served', async (phone, country) => {
    expect(await give(phone, country)).toEqual([null, 1])
  })

  it.each([
    ['(201) 555-0123', 'US'],
    ['+1 876 210 1234', 'FR'],
    ['+7 912 345-67-89', 'FR'],
    ['0300 1234567', 'PK'],
  ])('%s (%s) is not', async (phone, country) => {
    expect(await give(phone, country)).toEqual(['phone-country-not-served', 0])
  })

  it('are served the same under every preset', () => {
    for (const { phoneCountries } of Object.values(policies)) expect(phoneCountries).toContain('DE')
    expect(policies.strict.phoneCountries).not.toContain('US')
  })
})

it('ANT-02 a platform mints only so many sessions for a user in an hour, and the user stays usable', async () => {
  const world = await anEnrolled()
  const { limit, windowMs } = abuseLimits.sessionsOfUser
  const first = world.time.now
  const answers = await Promise.allSettled(Array.from({ length: limit + 20 }, () => mint(world, 'access')))
  // One was the enrolment.
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(limit - 1)
  await expect(mint(world, 'payment')).rejects.toThrow('too-many-sessions')
  world.time.now = first + windowMs
  await saveCustomer(world.deps, {})
  await mint(world, 'access')
})
