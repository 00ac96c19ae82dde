import { expect, test } from '../fixtures.ts'
import { problemOf } from '../form-page.ts'
import { payment } from '../platform.ts'
import { said } from '../text.ts'
import { Visit } from '../visit.ts'
import { Visitor } from '../visitor.ts'

const weak = [
  ['12345', 'pin-not-six-digits'],
  ['111111', 'pin-repeats'],
  ['123456', 'pin-run'],
  ['654321', 'pin-run'],
  ['147258', 'pin-keypad'],
  ['240891', 'pin-date'],
  ['397546', 'pin-phone'],
] as const

test('a weak PIN is refused with its reason, also one that is part of the phone number (PIN-02)', async ({
  assent,
  platform,
  makeUser,
}) => {
  const user = await makeUser(null, { phone: '+33612397546' })
  const visit = new Visit(new Visitor(assent.origin), platform, user)
  await visit.open((await platform.mint(user.userId, 'enrolment')).redirectUrl)
  await visit.goOn('choose-pin')
  for (const [pin, reason] of weak) {
    expect(problemOf(await visit.press('submit', { pin, pinConfirmation: pin })), pin).toBe(said(reason))
    expect(visit.page.html).not.toContain(`value="${pin}"`)
  }
  expect(visit.page.step).toBe('choose-pin')
})

test('PINs that differ, and a PIN repeated wrongly, are told in place with the focus on the reason', async ({
  person,
  platform,
  makeUser,
}) => {
  person.user = await makeUser()
  await person.withoutWebAuthn()
  const { id, redirectUrl } = await platform.mint(person.user.userId, 'enrolment')
  await person.open(redirectUrl)
  await person.press('continue')
  await person.submit()
  await person.expectScreen('enter-email-code')
  await person.submit()
  await person.expectScreen('choose-pin')
  await person.submit({ pinConfirmation: '860153' })
  await expect(person.problem).toHaveText(said('pins-differ'))
  await expect(person.problem).toBeFocused()
  await expect(person.field('pin')).toHaveValue('')
  await person.submit()
  await person.expectScreen('repeat-pin')
  await person.submit({ pin: '860153' })
  await expect(person.problem).toHaveText(said('pin-not-repeated'))
  // No failed authentication: nothing is held yet.
  expect((await platform.evidence(id)).tries).toEqual([])
  await person.press('back')
  await person.expectScreen('choose-pin')
})

test('a number that does not exist, or cannot take an SMS, is refused and stays in its field (SMS-10)', async ({
  person,
  platform,
  makeUser,
}) => {
  person.user = await makeUser()
  await person.withoutWebAuthn()
  await person.open((await platform.mint(person.user.userId, 'enrolment')).redirectUrl)
  await person.press('continue')
  for (const step of ['confirm-email', 'enter-email-code', 'choose-pin', 'repeat-pin']) {
    await person.expectScreen(step)
    await person.submit()
  }
  await person.expectScreen('give-phone')
  for (const [phone, reason] of [
    ['06 12', 'phone-impossible'],
    ['01 42 68 53 00', 'phone-not-mobile'],
  ] as const) {
    await person.submit({ phone })
    await expect(person.problem).toHaveText(said(reason))
    await expect(person.field('phone')).toHaveValue(phone)
  }
  await person.submit()
  await person.expectScreen('confirm-phone')
})

test('the fifth wrong email address ends the session without blocking the user', async ({
  assent,
  platform,
  makeUser,
}) => {
  const user = await makeUser({ phone: true })
  const visit = new Visit(new Visitor(assent.origin), platform, user)
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  await visit.open(redirectUrl)
  await visit.goOn('confirm-email')
  for (let count = 1; count < 5; count++) {
    const page = await visit.press('submit', { email: `somebody-${count}@example.com` })
    expect(problemOf(page)).toBe(said('email-not-accepted'))
    expect(page.html).toContain(`value="somebody-${count}@example.com"`)
  }
  expect((await visit.press('submit', { email: 'no' })).outcome).toBe('failed')
  expect(await platform.session(id)).toMatchObject({ status: 'failed', reason: 'too-many-tries' })
  expect(await platform.user(user.userId)).toMatchObject({ status: 'active' })
})

test('the address is taken in any case and with blanks around', async ({ assent, platform, makeUser }) => {
  const user = await makeUser({ phone: true })
  const visit = new Visit(new Visitor(assent.origin), platform, user)
  await visit.open((await platform.mint(user.userId, 'payment', payment)).redirectUrl)
  await visit.goOn('confirm-email')
  expect((await visit.press('submit', { email: ` ${user.email.toUpperCase()} ` })).step).toBe('confirm-identity')
})
