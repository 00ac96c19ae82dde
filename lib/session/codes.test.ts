import { describe, expect, it } from 'vitest'
import { cancelSession } from './cancel-session.ts'
import { enrol, newestCode, type Person, person, pin, toIdentity } from './testing/person.ts'
import { makeWorld, mint, platform, saveCustomer, seed, type World } from './testing/world.ts'

async function enrolled(world = makeWorld(), phoneNumber = '+33612345678') {
  await seed(world, { phoneNumber })
  await enrol(world, person(world, await mint(world, 'enrolment')))
  return world
}

async function later<Result>(world: World, ms: number, then: () => Promise<Result>): Promise<Result> {
  world.time.now += ms
  return then()
}

async function five(press: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < 5; i++) await press()
}

async function atIdentity(world: World) {
  const who = person(world, await mint(world, 'payment'))
  return { who, code: await toIdentity(world, who) }
}

describe('a code by SMS', () => {
  it('DL-08 names amount and payee and ends with the line bound to our host', async () => {
    const world = await enrolled()
    const { code } = await atIdentity(world)
    const text = world.sms.at(-1)?.text ?? ''
    expect(text).toContain('31.00')
    expect(text).toContain('Blue Bikes')
    expect(text.split('\n').at(-1)).toBe(`@sca.example.com #${code}`)
  })

  it('OTP-04 comes again after thirty seconds, and the old one dies', async () => {
    const world = await enrolled()
    const { who, code } = await atIdentity(world)
    world.time.now += 29_999
    const { refused } = await who.press('confirm-identity', 'resend')
    expect(refused).toEqual({ refused: 'too-early', retryAt: world.time.now + 1 })
    world.time.now += 1
    expect((await who.press('confirm-identity', 'resend')).refused).toBeNull()
    const fresh = newestCode(world.sms)
    expect(fresh).not.toBe(code)
    const old = await who.press('confirm-identity', 'submit', { pin, code })
    expect(old.refused?.refused).toBe('identity-not-accepted')
    await who.press('confirm-identity', 'submit', { pin, code: fresh })
    expect(await who.at()).toBe('succeeded')
  })

  it('OTP-04 leaves at most three times in a session, each time after a gap twice as long', async () => {
    const world = await enrolled()
    const { who } = await atIdentity(world)
    for (const gapMs of [30_000, 60_000]) {
      world.time.now += gapMs - 1
      expect((await who.press('confirm-identity', 'resend')).refused?.refused).toBe('too-early')
      world.time.now += 1
      expect((await who.press('confirm-identity', 'resend')).refused).toBeNull()
    }
    world.time.now += 120_000
    expect((await who.press('confirm-identity', 'resend')).refused).toEqual({ refused: 'too-many-sends' })
    expect(world.sms).toHaveLength(1 + 3)
  })

  it('OTP-02 works for five minutes to the millisecond', async () => {
    const world = await enrolled()
    const { who, code } = await atIdentity(world)
    world.time.now += 5 * 60_000 - 1
    await who.press('confirm-identity', 'submit', { pin, code })
    expect(await who.at()).toBe('succeeded')
  })

  it.each<[string, (world: World, who: Person, code: string) => Promise<unknown>]>([
    ['success', (_, who, code) => who.press('confirm-identity', 'submit', { pin, code })],
    ['a newer code', (world, who) => later(world, 30_000, () => who.press('confirm-identity', 'resend'))],
    ['its five minutes', (world) => later(world, 5 * 60_000, async () => null)],
    ['the end of the session', (world) => later(world, 10 * 60_000, async () => null)],
    ['"cancel"', (_, who) => who.press('confirm-identity', 'decline')],
    [
      'a cancellation by the platform (DL-05)',
      async ({ deps }, who) => cancelSession(deps, platform, (await who.opened()).record.session.id),
    ],
    ['a newer session for the same', (world) => mint(world, 'payment')],
    ['a block', (_, who, code) => five(() => who.press('confirm-identity', 'submit', { pin: '385027', code }))],
    ['the start of a replacement', (_, who) => who.press('confirm-identity', 'replace-phone')],
  ])('OTP-02 dies with %s', async (_, end) => {
    const world = await enrolled()
    const { who, code } = await atIdentity(world)
    await end(world, who, code)
    const before = (await who.opened()).record.session.outcome
    const { refused } = await who.press('confirm-identity', 'submit', { pin, code })
    expect(refused).not.toBeNull()
    const { session } = (await who.opened()).record
    expect(session.outcome === 'succeeded').toBe(before === 'succeeded')
  })

  it('DL-03 OTP-03 of one session is refused in another', async () => {
    const world = await enrolled()
    const { code } = await atIdentity(world)
    const second = person(world, await mint(world, 'access'))
    const own = await toIdentity(world, second)
    expect(own).not.toBe(code)
    const { refused } = await second.press('confirm-identity', 'submit', { pin, code })
    expect(refused?.refused).toBe('identity-not-accepted')
  })

  it('dies with the number it went to', async () => {
    const world = await enrolled()
    const { who } = await atIdentity(world)
    await who.press('confirm-identity', 'replace-phone')
    await who.press('enter-email-code', 'submit', { code: newestCode(world.mails) })
    await who.press('give-phone', 'submit', { phone: '+33698765432', country: 'FR' })
    expect((await who.opened()).record.challenges).toEqual([])
    await who.press('confirm-identity', 'send')
    expect(world.sms.at(-1)?.to).toBe('+33698765432')
    await who.press('confirm-identity', 'submit', { pin, code: newestCode(world.sms) })
    expect(await who.at()).toBe('succeeded')
  })

  it('is 702100 for the sandbox number, and only in the sandbox', async () => {
    const world = await enrolled(makeWorld(), '+33611111111')
    const who = person(world, await mint(world, 'payment'))
    expect((await who.opened()).record.user.phoneSealed).not.toBeNull()
    await who.start()
    await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
    await who.press('confirm-identity', 'replace-phone')
    await who.press('enter-email-code', 'submit', { code: newestCode(world.mails) })
    await who.press('give-phone', 'submit', { phone: '06 11 11 11 11', country: 'FR' })
    await who.press('confirm-identity', 'send')
    expect(newestCode(world.sms)).toBe('702100')
    const live = { ...world.deps, config: { ...world.deps.config, mode: 'live' as const } }
    world.time.now += 30_000
    await person({ ...world, deps: live }, { id: (await who.opened()).record.session.id, token: '' }).press(
      'confirm-identity',
      'resend',
    )
    expect(newestCode(world.sms)).not.toBe('702100')
  })
})

describe('a sender that is down', () => {
  it('is told, costs no try, and the code may be asked for again', async () => {
    const world = await enrolled()
    const who = person(world, await mint(world, 'payment'))
    await who.start()
    await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
    world.down.sms = true
    expect((await who.press('confirm-identity', 'send')).refused).toEqual({ refused: 'send-failed' })
    world.down.sms = false
    world.time.now += 30_000
    expect((await who.press('confirm-identity', 'send')).refused).toBeNull()
    await who.press('confirm-identity', 'submit', { pin, code: newestCode(world.sms) })
    expect(await who.at()).toBe('succeeded')
  })
})

describe('CRED-02 EL-08 LOG-01 nothing secret is kept in clear', () => {
  it('neither in the log nor in what is stored', async () => {
    const world = await enrolled()
    const { who, code } = await atIdentity(world)
    await saveCustomer(world.deps, { email: 'ann@example.com' })
    await who.press('confirm-identity', 'submit', { pin: '385027', code })
    const stored = JSON.stringify((await who.opened()).record)
    for (const secret of [pin, '385027', code, '612345678', 'ann@example.com']) {
      expect(stored).not.toContain(secret)
      expect(world.logged.join('')).not.toContain(secret)
    }
  })
})
