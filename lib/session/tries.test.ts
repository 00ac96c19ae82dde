import { describe, expect, it } from 'vitest'
import { processHashQueue } from '../methods/pin/hash-queue.ts'
import { noFailures, verdictWithinMs } from '../sca/limits.ts'
import { enrol, newestCode, type Person, person, pin, toIdentity } from './testing/person.ts'
import { makeWorld, mint, seed } from './testing/world.ts'

const wrongPin = '385027'

async function enrolled() {
  const world = makeWorld()
  await seed(world)
  await enrol(world, person(world, await mint(world, 'enrolment')))
  return world
}

async function atIdentity() {
  const world = await enrolled()
  const who = person(world, await mint(world, 'payment'))
  return { world, who, code: await toIdentity(world, who) }
}

const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('one verdict on PIN and code', () => {
  it('both right: succeeded', async () => {
    const { who, code } = await atIdentity()
    await who.press('confirm-identity', 'submit', { pin, code })
    expect(await who.at()).toBe('succeeded')
  })

  it.each([
    ['PIN', (code: string) => ({ pin: wrongPin, code })],
    ['code', (code: string) => ({ pin, code: other(code) })],
    ['both', (code: string) => ({ pin: wrongPin, code: other(code) })],
  ])('RTS-25 RTS-26 wrong %s: the same answer, no message sent, the code still out', async (_, form) => {
    const { world, who, code } = await atIdentity()
    const sent = [world.sms.length, world.mails.length]
    const { refused, opened } = await who.press('confirm-identity', 'submit', form(code))
    expect(refused).toEqual({ refused: 'identity-not-accepted', triesLeft: 4 })
    expect([world.sms.length, world.mails.length]).toEqual(sent)
    expect(opened?.record.challenges.map(({ kind }) => kind)).toEqual(['sms-code'])
    expect(opened?.record.events.at(-1)?.event).toEqual({ type: 'verdict-refused', of: 'identity', failures: 1 })
  })

  // That it takes as long is measured where time is measured: `npm run bench:verdict`.
  it('RTS-25 computes the hash of the PIN once, whichever was wrong', async () => {
    const { world, who, code } = await atIdentity()
    const { user } = (await who.opened()).record
    const forms = [
      { pin: wrongPin, code },
      { pin, code: other(code) },
      { pin: wrongPin, code: other(code) },
    ]
    for (const form of forms) {
      await world.deps.store.changeSeries(user.id, () => noFailures)
      const { done } = processHashQueue().figures()
      expect((await who.press('confirm-identity', 'submit', form)).refused?.refused).toBe('identity-not-accepted')
      expect(processHashQueue().figures().done).toBe(done + 1)
    }
  })

  it('a corrected PIN goes with the same code', async () => {
    const { world, who, code } = await atIdentity()
    await who.press('confirm-identity', 'submit', { pin: wrongPin, code })
    await who.press('confirm-identity', 'submit', { pin, code })
    expect(await who.at()).toBe('succeeded')
    expect(world.sms).toHaveLength(2)
  })

  it('RTS-28 success clears the series', async () => {
    const { who, code } = await atIdentity()
    await who.press('confirm-identity', 'submit', { pin: wrongPin, code })
    await who.press('confirm-identity', 'submit', { pin, code })
    expect((await who.opened()).record.series.failures).toBe(0)
  })
})

describe('RTS-27 five tries', () => {
  it('the fifth failure ends the session and blocks the user', async () => {
    const { world, who, code } = await atIdentity()
    for (const left of [4, 3, 2, 1, 0]) {
      const { refused } = await who.press('confirm-identity', 'submit', { pin: wrongPin, code })
      expect(refused?.triesLeft).toBe(left)
    }
    expect(await who.at()).toBe('failed')
    const { session } = (await who.opened()).record
    expect([session.outcome, session.reason]).toEqual(['failed', 'too-many-tries'])
    await expect(mint(world, 'access')).rejects.toThrow('user-blocked')
    world.time.now += 15 * 60_000
    await expect(mint(world, 'access')).resolves.toBeDefined()
  })

  it('count across sessions and methods', async () => {
    const world = await enrolled()
    const first = person(world, await mint(world, 'payment'))
    const code = await toIdentity(world, first)
    for (let i = 0; i < 3; i++) await first.press('confirm-identity', 'submit', { pin: wrongPin, code })
    const second = person(world, await mint(world, 'access'))
    const code2 = await toIdentity(world, second)
    await second.press('confirm-identity', 'submit', { pin: wrongPin, code: code2 })
    await second.press('confirm-identity', 'submit', { pin: wrongPin, code: code2 })
    expect(await second.at()).toBe('failed')
    const { refused } = await first.press('confirm-identity', 'submit', { pin, code })
    expect(refused).toEqual({ refused: 'busy' })
    world.time.now += verdictWithinMs
    expect((await first.opened()).decision).toEqual({ end: 'failed', reason: 'blocked' })
  })

  it('RTS-28 a right code by email gives its own try back and no more', async () => {
    const { world, who, code } = await atIdentity()
    await who.press('confirm-identity', 'submit', { pin: wrongPin, code })
    await who.press('confirm-identity', 'replace-pin')
    await who.press('enter-email-code', 'submit', { code: newestCode(world.mails) })
    expect((await who.opened()).record.series.failures).toBe(1)
  })

  it('OTP-07 200 parallel guesses over several sessions never get more than five tries', async () => {
    const world = await enrolled()
    const people: { who: Person; code: string }[] = []
    for (const purpose of ['payment', 'access'] as const) {
      const who = person(world, await mint(world, purpose))
      people.push({ who, code: await toIdentity(world, who) })
    }
    const guesses = Array.from({ length: 200 }, (_, i) => {
      const { who, code } = people[i % 2] as (typeof people)[number]
      return who.press('confirm-identity', 'submit', i === 150 ? { pin, code } : { pin: wrongPin, code })
    })
    const answers = await Promise.all(guesses)
    const judged = answers.filter(({ refused }) => refused?.refused === 'identity-not-accepted')
    expect(judged.length).toBeLessThanOrEqual(5)
    world.time.now += verdictWithinMs
    for (const { who } of people) expect(await who.at()).toBe('failed')
  }, 60_000)
})

describe('EL-10 whoever has one element gains no other', () => {
  it('who holds the phone alone cannot make a new PIN: a code by email comes first', async () => {
    const { world, who, code } = await atIdentity()
    await who.press('confirm-identity', 'replace-pin')
    expect(await who.at()).toBe('enter-email-code')
    for (const step of ['choose-pin', 'confirm-identity'] as const) {
      const { refused } = await who.press(step, 'submit', { pin: wrongPin, pinConfirmation: wrongPin, code })
      expect(refused).toEqual({ refused: 'not-this-step' })
    }
    expect((await who.opened()).record.staged).toEqual([])
    expect(world.sms).toHaveLength(2)
  })

  it('who knows the PIN alone cannot bring a new number', async () => {
    const { who } = await atIdentity()
    await who.press('confirm-identity', 'replace-phone')
    expect(await who.at()).toBe('enter-email-code')
    const { refused } = await who.press('give-phone', 'submit', { phone: '+33698765432', country: 'FR' })
    expect(refused).toEqual({ refused: 'not-this-step' })
  })

  it('who reads the mailbox alone replaces the PIN and is still asked for the code to the held number', async () => {
    const { world, who, code } = await atIdentity()
    await who.press('confirm-identity', 'replace-pin')
    await who.press('enter-email-code', 'submit', { code: newestCode(world.mails) })
    await who.press('choose-pin', 'submit', { pin: wrongPin, pinConfirmation: wrongPin })
    expect(await who.at()).toBe('confirm-identity')
    world.time.now += 30_000
    await who.press('confirm-identity', 'resend')
    const { refused } = await who.press('confirm-identity', 'submit', { pin: wrongPin, code: other(code) })
    expect(refused).not.toBeNull()
    expect(await who.at()).toBe('confirm-identity')
  })
})

describe('what costs no try', () => {
  it.each([
    [
      'an absent code',
      async () => {
        const world = await enrolled()
        const who = person(world, await mint(world, 'payment'))
        await who.start()
        await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
        return { who, form: { pin: wrongPin, code: '123456' }, refusal: 'code-absent' }
      },
    ],
    [
      'an expired code',
      async () => {
        const { world, who, code } = await atIdentity()
        world.time.now += 5 * 60_000
        return { who, form: { pin: wrongPin, code }, refusal: 'code-expired' }
      },
    ],
    [
      'a form drawn for an older code',
      async () => {
        const { world, who, code } = await atIdentity()
        const older = (await who.opened()).record.challenges[0]?.id ?? ''
        world.time.now += 30_000
        await who.press('confirm-identity', 'resend')
        return { who, form: { pin: wrongPin, code, codeId: older }, refusal: 'code-superseded' }
      },
    ],
    [
      'fields that are not six digits',
      async () => {
        const { who } = await atIdentity()
        return { who, form: { pin: '12', code: 'abc' }, refusal: 'malformed' }
      },
    ],
  ])('RTS-29 %s', async (_, arrange) => {
    const { who, form, refusal } = await arrange()
    const { refused, opened } = await who.press('confirm-identity', 'submit', form)
    expect(refused?.refused).toBe(refusal)
    expect(opened?.record.series.failures).toBe(0)
  })

  it('RTS-29 an email address that is not the one: five of its own end the session, and nobody is blocked', async () => {
    const world = await enrolled()
    const who = person(world, await mint(world, 'payment'))
    await who.start()
    for (let i = 0; i < 5; i++) await who.press('confirm-email', 'submit', { email: 'bob@example.com' })
    const { record } = await who.opened()
    expect([record.session.outcome, record.session.reason, record.series.failures]).toEqual([
      'failed',
      'email-mistyped',
      0,
    ])
  })
})
