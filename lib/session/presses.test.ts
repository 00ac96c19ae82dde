import { describe, expect, it } from 'vitest'
import { offers } from '../sca/steps.ts'
import { type Action, stepIds } from '../sca/words.ts'
import { act } from './act.ts'
import { redeemSession } from './redeem-session.ts'
import { stepHandlers } from './steps/index.ts'
import { enrol, newestCode, person, pin, toIdentity } from './testing/person.ts'
import { makeWorld, mint, payment, platform, seed } from './testing/world.ts'

async function enrolled() {
  const world = makeWorld()
  await seed(world)
  await enrol(world, person(world, await mint(world, 'enrolment')))
  return world
}

async function atIdentity() {
  const world = await enrolled()
  const session = await mint(world, 'payment')
  const who = person(world, session)
  return { world, session, who, code: await toIdentity(world, who) }
}

const presses = stepIds.flatMap((step) =>
  (Object.keys(offers[step]) as Action[]).map((action) => [step, action] as const),
)

describe('what a browser sends', () => {
  it('DL-06 beside the fields of the form changes nothing that is shown, signed or stored', async () => {
    const { world, session, who, code } = await atIdentity()
    const forged = {
      amount: '1',
      currency: 'USD',
      payee: 'Mallory',
      operation: JSON.stringify({ ...payment, payee: { name: 'Mallory' } }),
      operationHash: '0'.repeat(64),
      purpose: 'access',
      sessionId: 'ses_other',
      userId: 'bob',
    }
    const before = (await who.opened()).subject
    await who.press('confirm-identity', 'submit', { ...forged, pin, code })
    expect((await who.opened()).subject).toEqual(before)
    const redeemed = await redeemSession(world.deps, platform, session.id, payment)
    expect(redeemed).toMatchObject({ claims: { sub: 'ann', purpose: 'payment', operation: payment } })
  })

  it('SES-06 of an older state rolls back no step and no counter', async () => {
    const { who, code } = await atIdentity()
    await who.press('confirm-identity', 'submit', { pin: '385027', code })
    const before = (await who.opened()).record
    for (const [step, form] of [
      ['confirm-email', { email: 'ann@example.com' }],
      ['welcome', {}],
      ['choose-pin', { pin, pinConfirmation: pin }],
    ] as const) {
      const { refused } = await who.press(step, step === 'welcome' ? 'continue' : 'submit', form)
      expect(refused).toEqual({ refused: 'not-this-step' })
    }
    // Opening the link again with the same binding goes on where it was.
    await who.start()
    const { record } = await who.opened()
    expect(await who.at()).toBe('confirm-identity')
    expect([record.events, record.series.failures]).toEqual([before.events, 1])
  })
})

describe('WEB-08 every action asks for the browser itself', () => {
  it.each([
    ['no browser', null],
    ['another browser', 'browser-2'],
    ['an empty one', ''],
    ['the id of the session', 'ses'],
  ])('%s may press nothing', async (_, browser) => {
    const { world, session, who, code } = await atIdentity()
    const before = (await who.opened()).record
    for (const [step, action] of presses) {
      const press = { action, form: { pin, code, email: 'ann@example.com' } }
      const { refused } = await act(world.deps, session.id, browser, step, press, stepHandlers[step])
      expect([step, action, refused]).toEqual([step, action, { refused: 'elsewhere' }])
    }
    const after = (await who.opened()).record
    expect([after.events, after.series, after.challenges]).toEqual([before.events, before.series, before.challenges])
  })

  it('a session that does not exist is unknown, whoever asks', async () => {
    const { world } = await atIdentity()
    const press = { action: 'submit', form: { pin, code: '123456' } } as const
    const { opened, refused } = await act(world.deps, 'ses_none', 'b', 'confirm-identity', press, {})
    expect([opened, refused]).toEqual([null, { refused: 'unknown-session' }])
  })
})

describe('EL-03 a number', () => {
  it('that the platform gave and nobody proved takes no code for a proof', async () => {
    const world = makeWorld()
    await seed(world)
    const who = person(world, await mint(world, 'payment'))
    await who.start()
    await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
    const { refused } = await who.press('confirm-identity', 'send')
    expect(refused).toEqual({ refused: 'not-this-step' })
    expect(world.sms).toEqual([])
  })

  it('that was staged and not proved becomes nobody’s', async () => {
    const world = makeWorld()
    await seed(world)
    const who = person(world, await mint(world, 'enrolment'))
    await who.start()
    await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
    await who.press('enter-email-code', 'submit', { code: newestCode(world.mails) })
    await who.press('choose-pin', 'submit', { pin, pinConfirmation: pin })
    await who.press('repeat-pin', 'submit', { pin })
    await who.press('give-phone', 'submit', { phone: '06 12 34 56 78', country: 'FR' })
    await who.press('confirm-phone', 'decline')
    const found = await world.deps.store.findUser(platform.id, 'ann')
    expect(found?.credentials).toEqual({ pin: null, phone: null, passkeys: [] })
  })
})

describe('EL-04 a passkey was skipped', () => {
  it('and the code alone, without a PIN, is refused before anything is judged', async () => {
    const { who, code } = await atIdentity()
    const { refused } = await who.press('confirm-identity', 'submit', { code })
    expect(refused).toEqual({ refused: 'malformed' })
    expect((await who.opened()).record.series.failures).toBe(0)
  })
})
