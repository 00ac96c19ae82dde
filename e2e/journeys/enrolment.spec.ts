import { expect, test } from '../fixtures.ts'
import { messagesTo } from '../inbox.ts'
import { travel } from '../journey.ts'
import type { Platform } from '../platform.ts'
import { ask, becomeCustomer, comeBack, elements } from '../shop.ts'

const begin = ['welcome', 'confirm-email', 'enter-email-code']

test('with a passkey and a phone, all three are made and proved', async ({ person, assent, platform }) => {
  await person.addAuthenticator()
  await becomeCustomer(person, assent)
  await ask(person, assent, 'enrolment')
  expect(await travel(person)).toEqual([
    ...begin,
    'create-passkey',
    'choose-pin',
    'repeat-pin',
    'give-phone',
    'confirm-phone',
    'succeeded',
  ])
  const received = await comeBack(person)
  expect(received).toMatchObject({ status: 'verified', purpose: 'enrolment', hint: 'succeeded' })
  // The platform gave this number itself and it took a code: that is what the enrolment rests on (CRED-05).
  expect(received.claims).toMatchObject({ operation: null, enrolledInSession: true, bootstrap: 'phone-from-platform' })
  expect(elements(received)).toEqual([
    'passkey: possession',
    'passkey: device-user-verification',
    'pin: knowledge',
    'sms-code: possession',
  ])
  expect(await heldBy(platform, person.user.userId)).toEqual(['passkey', 'pin', 'phone'])
})

test('with a passkey the phone may wait', async ({ person, assent, platform }) => {
  await person.addAuthenticator()
  await becomeCustomer(person, assent)
  await ask(person, assent, 'enrolment')
  expect(await travel(person, { 'give-phone': 'skip' })).toEqual([
    ...begin,
    'create-passkey',
    'choose-pin',
    'repeat-pin',
    'give-phone(skip)',
    'succeeded',
  ])
  const received = await comeBack(person)
  expect(received.claims).toMatchObject({ enrolledInSession: true, bootstrap: 'none', replaced: [] })
  expect(elements(received)).toEqual(['passkey: possession', 'passkey: device-user-verification', 'pin: knowledge'])
  expect(await heldBy(platform, person.user.userId)).toEqual(['passkey', 'pin'])
})

test('who skips the passkey needs the phone', async ({ person, assent, platform }) => {
  await person.addAuthenticator()
  await becomeCustomer(person, assent)
  await ask(person, assent, 'enrolment')
  expect(await travel(person, { 'create-passkey': 'skip' })).toEqual([
    ...begin,
    'create-passkey(skip)',
    'choose-pin',
    'repeat-pin',
    'give-phone',
    'confirm-phone',
    'succeeded',
  ])
  expect(elements(await comeBack(person))).toEqual(['pin: knowledge', 'sms-code: possession'])
  expect(await heldBy(platform, person.user.userId)).toEqual(['pin', 'phone'])
})

test('a browser without WebAuthn is not offered a passkey (WA-16)', async ({ person, assent }) => {
  await person.withoutWebAuthn()
  await becomeCustomer(person, assent)
  await ask(person, assent, 'enrolment')
  expect(await travel(person)).toEqual([
    ...begin,
    'choose-pin',
    'repeat-pin',
    'give-phone',
    'confirm-phone',
    'succeeded',
  ])
  expect(elements(await comeBack(person))).toEqual(['pin: knowledge', 'sms-code: possession'])
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the whole enrolment is plain forms (A11Y-17)', async ({ person, assent }) => {
    await becomeCustomer(person, assent)
    await ask(person, assent, 'enrolment')
    expect(await travel(person)).toEqual([
      ...begin,
      'choose-pin',
      'repeat-pin',
      'give-phone',
      'confirm-phone',
      'succeeded',
    ])
    expect((await comeBack(person)).status).toBe('verified')
  })
})

test('the email code is about the address, the SMS about the number, and both name the platform', async ({
  person,
  assent,
  platform,
}) => {
  await becomeCustomer(person, assent)
  await ask(person, assent, 'enrolment')
  await travel(person, { 'create-passkey': 'skip' })
  const [mail] = await messagesTo(platform, person.user.email)
  expect(mail).toMatchObject({ channel: 'email', subject: 'Your code for Northwind' })
  expect(mail?.subject).not.toMatch(/\d{6}/)
  const [sms] = await messagesTo(platform, person.user.phone)
  const code = /\d{6}/.exec(sms?.text ?? '')?.[0]
  expect(sms?.text).toBe(
    `${code} confirms your number for Northwind. We never ask for it by phone.\n\n@localhost #${code}`,
  )
})

async function heldBy(platform: Platform, userId: string): Promise<string[]> {
  const { factors } = await platform.user(userId)
  return factors.map(({ method }: { method: string }) => method)
}
