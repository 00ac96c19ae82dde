import { describe, expect, it } from 'vitest'
import { stepView } from './step-view.ts'
import { takeReport } from './take-report.ts'
import { enrol, newestCode, type Person, person, pin, toIdentity } from './testing/person.ts'
import { makeWorld, mint, platform, seed, type World } from './testing/world.ts'

const number = '+33612345678'

async function enrolled(): Promise<World> {
  const world = makeWorld()
  await seed(world)
  await enrol(world, person(world, await mint(world, 'enrolment')))
  return world
}

/** Somebody before the button that sends a code. */
async function beforeSend(world: World): Promise<Person> {
  const who = person(world, await mint(world, 'payment'))
  await who.start()
  await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
  return who
}

async function shown(world: World, who: Person) {
  const { undelivered, code, sendsLeft, resendAt } = stepView(world.deps, await who.opened(), 'confirm-identity')
  return { undelivered, hasCode: code !== null, sendsLeft, resendAt }
}

const typesOf = async (who: Person) => (await who.opened()).record.events.map(({ event }) => event.type)

describe('a text message that nothing took', () => {
  it('SMS-30 costs no send and no waiting, leaves no code, and is said to be what it is', async () => {
    const world = await enrolled()
    const who = await beforeSend(world)
    world.down.sms = true
    // More often than an hour's limit of the number allows: those that left nothing are not counted.
    for (let i = 0; i < 15; i += 1) {
      const { refused } = await who.press('confirm-identity', 'send')
      expect(refused).toEqual({ refused: 'send-failed' })
      expect(await shown(world, who)).toEqual({ undelivered: false, hasCode: false, sendsLeft: 3, resendAt: null })
    }
    world.down.sms = false
    expect((await who.press('confirm-identity', 'send')).refused).toBeNull()
    await who.press('confirm-identity', 'submit', { pin, code: newestCode(world.sms) })
    expect(await who.at()).toBe('succeeded')
  })

  it('SMS-30 but may have left all the same: its code works when it arrives late, until a newer one is asked for', async () => {
    const world = await enrolled()
    const texts: string[] = []
    const hanging = { ...world.deps.smsSender, send: async ({ text }: { text: string }) => unanswered(texts, text) }
    const hung = { ...world, deps: { ...world.deps, smsSender: hanging } }
    const session = await mint(world, 'payment')
    const who = person(hung, session)
    await who.start()
    await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
    expect((await who.press('confirm-identity', 'send')).refused).toEqual({ refused: 'send-failed' })
    const late = newestCode(texts.map((text) => ({ text })))
    const again = person(world, session)
    await again.press('confirm-identity', 'resend')
    const second = newestCode(world.sms)
    expect((await again.press('confirm-identity', 'submit', { pin, code: late })).refused?.refused).toBe(
      'identity-not-accepted',
    )
    await again.press('confirm-identity', 'submit', { pin, code: second })
    expect(await again.at()).toBe('succeeded')
  })
  const unanswered = (texts: string[], text: string) => {
    texts.push(text)
    return { failed: 'unanswered' } as const
  }

  it('a mail that could not be handed over costs no send either', async () => {
    const world = makeWorld()
    await seed(world)
    const who = person(world, await mint(world, 'enrolment'))
    await who.start()
    world.down.mail = true
    const { refused } = await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
    expect(refused).toEqual({ refused: 'send-failed' })
    expect((await who.opened()).facts.sends.email).toEqual({ count: 0, lastAt: null })
  })
})

describe('SMS-14 a number that the gateway refuses', () => {
  it('is answered like any other while it is new, and the page tells nothing afterwards', async () => {
    const answers = []
    for (const refused of [false, true]) {
      const world = makeWorld()
      await seed(world)
      if (refused) world.refusing.numbers.push(number)
      const who = person(world, await mint(world, 'enrolment'))
      await who.start()
      await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
      await who.press('enter-email-code', 'submit', { code: newestCode(world.mails) })
      await who.press('choose-pin', 'submit', { pin, pinConfirmation: pin })
      await who.press('repeat-pin', 'submit', { pin })
      const acted = await who.press('give-phone', 'submit', { phone: '06 12 34 56 78', country: 'FR' })
      const view = stepView(world.deps, await who.opened(), 'confirm-phone')
      const { sessionId: _, code, ...same } = view
      answers.push({ refused: acted.refused, at: await who.at(), view: same, sentAt: code?.sentAt })
      expect(world.sms).toHaveLength(refused ? 0 : 1)
    }
    expect(answers[1]).toEqual(answers[0])
    expect(answers[0]?.refused).toBeNull()
  })

  it('is answered like any other where it is held, and said not to have been reached', async () => {
    const world = await enrolled()
    world.refusing.numbers.push(number)
    const who = await beforeSend(world)
    expect((await who.press('confirm-identity', 'send')).refused).toBeNull()
    expect(await shown(world, who)).toMatchObject({ undelivered: true, hasCode: true, sendsLeft: 2 })
  })
})

describe('SMS-31 a report of delivery', () => {
  it('"not delivered" is shown, also with a new code, until one is delivered, and stops no code that arrives', async () => {
    const world = await enrolled()
    const who = person(world, await mint(world, 'payment'))
    const code = await toIdentity(world, who)
    const reference = world.references.at(-1) ?? ''
    expect(await takeReport(world.deps, { reference, delivered: false })).toBe(true)
    expect(await shown(world, who)).toMatchObject({ undelivered: true, hasCode: true })
    world.time.now += 30_000
    await who.press('confirm-identity', 'resend')
    expect(await shown(world, who)).toMatchObject({ undelivered: true, hasCode: true })
    await takeReport(world.deps, { reference: world.references.at(-1) ?? '', delivered: true })
    expect((await shown(world, who)).undelivered).toBe(false)
    expect(newestCode(world.sms)).not.toBe(code)
    await who.press('confirm-identity', 'submit', { pin, code: newestCode(world.sms) })
    expect(await who.at()).toBe('succeeded')
  })

  it('of an earlier code, of another session, of nothing at all, or again, changes nothing', async () => {
    const world = await enrolled()
    const who = person(world, await mint(world, 'payment'))
    await toIdentity(world, who)
    const old = world.references.at(-1) ?? ''
    expect(await takeReport(world.deps, { reference: old, delivered: false })).toBe(true)
    expect(await takeReport(world.deps, { reference: old, delivered: false })).toBe(false)
    world.time.now += 30_000
    await who.press('confirm-identity', 'resend')
    const before = await typesOf(who)
    const [sessionId] = old.split('.')
    const newest = world.references.at(-1) ?? ''
    const others = [
      old,
      '',
      'ntc_x',
      `${sessionId}.`,
      `${sessionId}.x`,
      `ses_none.${newest.split('.')[1]}`,
      `${newest}.x`,
    ]
    for (const reference of others) {
      for (const delivered of [false, true]) expect(await takeReport(world.deps, { reference, delivered })).toBe(false)
    }
    expect(await typesOf(who)).toEqual(before)
    expect(await takeReport(world.deps, { reference: newest, delivered: true })).toBe(true)
  })

  it('what arrived by one gateway stays arrived, whatever the other says', async () => {
    const world = await enrolled()
    const who = person(world, await mint(world, 'payment'))
    await toIdentity(world, who)
    const reference = world.references.at(-1) ?? ''
    expect(await takeReport(world.deps, { reference, delivered: false })).toBe(true)
    expect(await takeReport(world.deps, { reference, delivered: true })).toBe(true)
    expect(await takeReport(world.deps, { reference, delivered: false })).toBe(false)
    expect((await shown(world, who)).undelivered).toBe(false)
  })

  it('many at once are written once, beside a press that wins or waits', async () => {
    const world = await enrolled()
    const who = person(world, await mint(world, 'payment'))
    const code = await toIdentity(world, who)
    const reference = world.references.at(-1) ?? ''
    const reports = Array.from({ length: 8 }, () => takeReport(world.deps, { reference, delivered: false }))
    const [counted] = await Promise.all([
      Promise.all(reports).then((all) => all.filter(Boolean).length),
      who.press('confirm-identity', 'submit', { pin, code }),
    ])
    expect(await who.at()).toBe('succeeded')
    const written = (await typesOf(who)).filter((type) => type === 'sms-code-undelivered')
    expect(written).toHaveLength(counted)
    expect(counted).toBeLessThanOrEqual(1)
  })

  it('after the end of the session writes nothing', async () => {
    const world = await enrolled()
    const who = person(world, await mint(world, 'payment'))
    const code = await toIdentity(world, who)
    await who.press('confirm-identity', 'submit', { pin, code })
    expect(await takeReport(world.deps, { reference: world.references.at(-1) ?? '', delivered: true })).toBe(false)
    expect((await typesOf(who)).at(-1)).toBe('ended')
  })
})

it('a reference holds no number, no code and nothing of the platform', async () => {
  const world = await enrolled()
  await toIdentity(world, person(world, await mint(world, 'payment')))
  for (const reference of world.references) {
    expect(reference).toMatch(/^ses_[\w-]{27}\.[\w-]{16}$/)
    expect(reference).not.toContain(platform.id)
  }
})
