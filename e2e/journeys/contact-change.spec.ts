import { randomUUID } from 'node:crypto'
import { expect, test } from '../fixtures.ts'
import { travel } from '../journey.ts'
import { payment } from '../platform.ts'
import { ask, becomeEnrolledCustomer, comeBack, elements } from '../shop.ts'
import { mobile } from '../user.ts'

const newAddress = () => `new-${randomUUID()}@example.com`

test('a new address is confirmed after the passkey', async ({ person, assent, platform }) => {
  await becomeEnrolledCustomer(person, assent, { passkey: true, phone: true })
  person.user.email = newAddress()
  await ask(person, assent, 'email', person.user.email)
  expect(await travel(person)).toEqual(['welcome', 'use-passkey', 'confirm-email', 'enter-email-code', 'succeeded'])
  expect(await comeBack(person)).toMatchObject({ status: 'verified', purpose: 'contact-change' })
  expect(await platform.user(person.user.userId)).toMatchObject({ status: 'active' })
})

test('a new number is confirmed after the passkey', async ({ person, assent }) => {
  await becomeEnrolledCustomer(person, assent, { passkey: true, phone: true })
  person.user.phone = mobile()
  await ask(person, assent, 'phone', person.user.phone)
  expect(await travel(person)).toEqual([
    'welcome',
    'use-passkey',
    'confirm-email',
    'enter-email-code',
    'give-phone',
    'confirm-phone',
    'succeeded',
  ])
  expect((await comeBack(person)).claims).toMatchObject({ replaced: ['phone'] })
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'without a passkey' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a new address is confirmed by code, PIN and SMS', async ({ person, assent }) => {
      await person.withoutWebAuthn()
      await becomeEnrolledCustomer(person, assent, { phone: true })
      person.user.email = newAddress()
      await ask(person, assent, 'email', person.user.email)
      expect(await travel(person)).toEqual([
        'welcome',
        'confirm-email',
        'enter-email-code',
        'confirm-identity',
        'succeeded',
      ])
      const received = await comeBack(person)
      expect(received).toMatchObject({ status: 'verified', purpose: 'contact-change' })
      expect(elements(received)).toEqual(['pin: knowledge', 'sms-code: possession'])
    })

    test('a new number is judged with the held PIN', async ({ person, assent, platform }) => {
      await person.withoutWebAuthn()
      await becomeEnrolledCustomer(person, assent, { phone: true })
      person.user.phone = mobile()
      await ask(person, assent, 'phone', person.user.phone)
      expect(await travel(person)).toEqual([
        'welcome',
        'confirm-email',
        'enter-email-code',
        'give-phone',
        'confirm-identity',
        'succeeded',
      ])
      expect((await comeBack(person)).claims).toMatchObject({ replaced: ['phone'] })
      expect(await platform.user(person.user.userId)).toMatchObject({ status: 'active' })
    })
  })
}

test('a change is folded into whatever session comes next', async ({ person, makeUser, platform }) => {
  await person.withoutWebAuthn()
  person.user = await makeUser({ phone: true })
  const { user } = person
  user.email = newAddress()
  await platform.saveUser(user.userId, { email: user.email, phoneNumber: user.phone })
  expect(await platform.user(user.userId)).toMatchObject({ status: 'pending-contact-change' })
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  await person.open(redirectUrl)
  expect(await travel(person)).toEqual([
    'welcome',
    'confirm-email',
    'enter-email-code',
    'confirm-identity',
    'succeeded',
  ])
  expect(await platform.receipt(id, payment)).toMatchObject({ purpose: 'payment' })
  expect(await platform.user(user.userId)).toMatchObject({ status: 'active' })
})

test('both contacts at once leave nothing to prove: the platform has to reset', async ({ makeUser, platform }) => {
  const { userId } = await makeUser({ phone: true })
  await platform.saveUser(userId, { email: newAddress(), phoneNumber: mobile() })
  const { status, body } = await platform.call('POST', '/sessions', { userId, purpose: 'contact-change' })
  expect([status, body.code]).toEqual([409, 'reset-required'])
})
