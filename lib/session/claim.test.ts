import { describe, expect, it } from 'vitest'
import { offers } from '../sca/steps.ts'
import { type Action, stepIds } from '../sca/words.ts'
import { claim, openByToken, takeOver } from './claim.ts'
import { endView } from './end-view.ts'
import { openSession } from './opened.ts'
import { returnHref } from './return-href.ts'
import { stepHandlers } from './steps/index.ts'
import { enrol, newestCode, person, pin, toIdentity } from './testing/person.ts'
import { makeWorld, mint, platform, seed } from './testing/world.ts'

async function fresh() {
  const world = makeWorld()
  await seed(world)
  return { world, session: await mint(world, 'enrolment') }
}

describe('the link', () => {
  it.each(['', 'sca_', `sca_${'a'.repeat(43)}`, `${'sca_'.repeat(20)}`, '../../etc', "sca_' OR 1=1 --"])(
    'SES-02 an unknown token %j opens nothing',
    async (token) => {
      const { world } = await fresh()
      expect(await openByToken(world.deps, token)).toBeNull()
    },
  )

  it('WEB-02 opened a hundred times it has changed nothing', async () => {
    const { world, session } = await fresh()
    for (let i = 0; i < 100; i++) await openByToken(world.deps, session.token)
    const opened = await openSession(world.deps, session.id)
    expect(opened?.record.events).toHaveLength(1)
  })

  it('is claimed by one of many browsers', async () => {
    const { world, session } = await fresh()
    const people = Array.from({ length: 20 }, (_, i) => person(world, session, `browser-${i}`))
    const answers = await Promise.all(people.map((who) => who.start()))
    expect(answers.filter(({ refused }) => refused === null)).toHaveLength(1)
    const opened = await openSession(world.deps, session.id)
    expect(opened?.record.events.filter(({ event }) => event.type === 'claimed')).toHaveLength(1)
  })

  it('SES-04 is dead at ten minutes to the millisecond', async () => {
    const { world, session } = await fresh()
    const who = person(world, session)
    await who.start()
    world.time.now += 600_000 - 1
    expect(await who.at()).toBe('confirm-email')
    world.time.now += 1
    const { refused, opened } = await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
    expect(refused).toEqual({ refused: 'ended' })
    expect(opened?.record.session.outcome).toBe('expired')
  })
})

describe('another browser', () => {
  it('WEB-01 presses in vain until it takes the session over; then the first one does', async () => {
    const { world, session } = await fresh()
    const first = person(world, session, 'first')
    const second = person(world, session, 'second')
    await first.start()
    expect((await second.press('confirm-email', 'submit', { email: 'ann@example.com' })).refused).toEqual({
      refused: 'elsewhere',
    })
    await takeOver(world.deps, await first.opened(), { browser: 'second', agent: 'test', passkeySupported: false })
    expect((await first.press('confirm-email', 'submit', { email: 'ann@example.com' })).refused).toEqual({
      refused: 'elsewhere',
    })
    expect((await second.press('confirm-email', 'submit', { email: 'ann@example.com' })).refused).toBeNull()
  })

  it('WEB-18 inherits no proof, no half-made credential and no code', async () => {
    const { world, session } = await fresh()
    const first = person(world, session, 'first')
    await first.start()
    await first.press('confirm-email', 'submit', { email: 'ann@example.com' })
    await first.press('enter-email-code', 'submit', { code: newestCode(world.mails) })
    await first.press('choose-pin', 'submit', { pin, pinConfirmation: pin })
    await takeOver(world.deps, await first.opened(), { browser: 'second', agent: 'test', passkeySupported: false })
    const { record, decision } = await first.opened()
    expect(record.staged).toEqual([])
    expect(record.challenges).toEqual([])
    expect(decision).toMatchObject({ at: 'confirm-email' })
  })
})

describe('presses', () => {
  it('EL-12 out of order change nothing', async () => {
    const { world, session } = await fresh()
    const who = person(world, session)
    await who.start()
    const before = (await who.opened()).record.events.length
    for (const step of stepIds) {
      if (step === 'confirm-email') continue
      const { refused } = await who.press(step, 'submit', { pin, code: '123456' })
      expect(refused).toEqual({ refused: 'not-this-step' })
    }
    expect((await who.opened()).record.events).toHaveLength(before)
  })

  it('a double click passes a step once', async () => {
    const { world, session } = await fresh()
    const who = person(world, session)
    await who.start()
    const presses = Array.from({ length: 5 }, () => who.press('confirm-email', 'submit', { email: 'ann@example.com' }))
    const answers = await Promise.all(presses)
    expect(answers.filter(({ refused }) => refused === null)).toHaveLength(1)
    expect(world.mails).toHaveLength(1)
  })

  it('a doubled right answer costs no try and succeeds once', async () => {
    const { world, session } = await fresh()
    await enrol(world, person(world, session))
    const who = person(world, await mint(world, 'payment'))
    const code = await toIdentity(world, who)
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => who.press('confirm-identity', 'submit', { pin, code })),
    )
    expect(answers.filter(({ refused }) => refused === null)).toHaveLength(1)
    const { record } = await who.opened()
    expect([record.session.outcome, record.series.failures]).toEqual(['succeeded', 0])
  })

  it('eight right answers at once succeed, though each of them reserves a try first', async () => {
    const { world, session } = await fresh()
    await enrol(world, person(world, session))
    const who = person(world, await mint(world, 'payment'))
    const code = await toIdentity(world, who)
    await Promise.all(Array.from({ length: 8 }, () => who.press('confirm-identity', 'submit', { pin, code })))
    const { record } = await who.opened()
    expect([record.session.outcome, record.series.failures, record.series.blockedUntil]).toEqual(['succeeded', 0, null])
  })

  it('SES-07 a credential that changed meanwhile makes the session fail as superseded', async () => {
    const { world, session } = await fresh()
    await enrol(world, person(world, session))
    const first = person(world, await mint(world, 'payment'))
    const second = person(world, await mint(world, 'access'))
    await toIdentity(world, first)
    await toIdentity(world, second)
    await second.press('confirm-identity', 'replace-pin')
    await second.press('enter-email-code', 'submit', { code: newestCode(world.mails) })
    await second.press('choose-pin', 'submit', { pin: '385027', pinConfirmation: '385027' })
    world.time.now += 30_000
    await second.press('confirm-identity', 'send')
    await second.press('confirm-identity', 'submit', { pin: '385027', code: newestCode(world.sms) })
    expect(await second.at()).toBe('succeeded')
    const { opened } = await first.press('confirm-identity', 'submit', { pin, code: '000000' })
    expect(opened?.record.session).toMatchObject({ outcome: 'failed', reason: 'superseded' })
  })

  it('a later press may say that passkeys work, when Continue came before the script', async () => {
    const { world, session } = await fresh()
    const who = person(world, session)
    await who.start(false)
    await who.press('confirm-email', 'submit', { email: 'ann@example.com', passkeySupported: 'true' })
    await who.press('enter-email-code', 'submit', { code: newestCode(world.mails), passkeySupported: '' })
    expect(await who.at()).toBe('create-passkey')
  })

  it('nobody is led away from PIN and code once they are asked for them', async () => {
    const { world, session } = await fresh()
    await enrol(world, person(world, session))
    const who = person(world, await mint(world, 'payment'))
    await toIdentity(world, who)
    world.time.now += 30_000
    await who.press('confirm-identity', 'resend', { passkeySupported: 'true' })
    expect((await who.opened()).facts.passkeySupported).toBe(false)
  })

  it('every action that the table offers has a handler', () => {
    const elsewhere: readonly Action[] = ['decline', 'continue']
    for (const step of stepIds) {
      const offered = (Object.keys(offers[step]) as Action[]).filter((action) => !elsewhere.includes(action))
      expect(Object.keys(stepHandlers[step]).sort(), step).toEqual(offered.sort())
    }
  })
})

describe('the way back', () => {
  it('is the return URL of the mint, else the registered one that was appended, else the first registered', async () => {
    const world = makeWorld()
    const urls = ['https://shop.example/return', 'app.shop:/back']
    await seed(world, {}, { ...platform, returnUrls: urls })
    const href = async (input: object, appended: string | null) => {
      const session = await mint(world, 'access', { operation: { scope: `accounts ${Math.random()}` }, ...input })
      const linked = await openByToken(world.deps, session.token)
      if (!linked) throw new Error('no session')
      await claim(world.deps, linked, { browser: 'b', agent: 'test', passkeySupported: false }, 'en', appended)
      const opened = await openSession(world.deps, session.id)
      return opened && returnHref(world.deps, opened, 'succeeded')?.split('sessionId')[0]
    }
    expect(await href({ returnUrl: 'https://shop.example/return?order=7' }, urls[1] ?? null)).toBe(
      'https://shop.example/return?order=7&',
    )
    expect(await href({}, 'https://shop.example/return?x=1')).toBe('https://shop.example/return?x=1&')
    expect(await href({}, 'https://evil.example/return')).toBe('https://shop.example/return?')
    expect(await href({}, null)).toBe('https://shop.example/return?')
  })

  it('WEB-16 tells the state to the browser that had the session, and to no other that knows its address', async () => {
    const { world, session } = await fresh()
    const minted = await mint(world, 'access', { state: 'state-1', operation: { scope: 'accounts' } })
    const who = person(world, minted)
    await who.start()
    await who.press('confirm-email', 'decline')
    const opened = await who.opened()
    expect(endView(world.deps, opened, true).returnHref).toContain('state=state-1')
    expect(endView(world.deps, opened, false).returnHref).not.toContain('state')
    expect(session.id).not.toBe(minted.id)
  })
})
