import { expect, test } from '../fixtures.ts'
import { travel } from '../journey.ts'
import { ask, becomeCustomer, comeBack, elements } from '../shop.ts'

const enrolledWithPasskey = ['passkey: possession', 'passkey: device-user-verification', 'pin: knowledge']
const enrolledWithoutPasskey = ['pin: knowledge', 'sms-code: possession']

test('a first enrolment with a passkey makes passkey and PIN, and the phone may wait', async ({ person, assent }) => {
  await person.addAuthenticator()
  await becomeCustomer(person, assent)
  await ask(person, assent, 'enrolment')
  expect(await travel(person, { 'give-phone': 'skip' })).toEqual([
    'welcome',
    'confirm-email',
    'enter-email-code',
    'create-passkey',
    'choose-pin',
    'repeat-pin',
    'give-phone(skip)',
    'succeeded',
  ])
  const received = await comeBack(person)
  expect(received).toMatchObject({ status: 'verified', purpose: 'enrolment', hint: 'succeeded' })
  expect(received.claims).toMatchObject({ operation: null, enrolledInSession: true, bootstrap: 'none', replaced: [] })
  expect(elements(received)).toEqual(enrolledWithPasskey)
})
