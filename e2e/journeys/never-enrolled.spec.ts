import { expect, test } from '../fixtures.ts'
import { travel } from '../journey.ts'
import { ask, becomeCustomer, comeBack, elements } from '../shop.ts'

const begin = ['welcome', 'confirm-email', 'enter-email-code']
const approved = {
  status: 'verified',
  purpose: 'payment',
  claims: {
    operation: { amount: { value: 3100, currency: 'EUR' }, payee: { name: 'Lina Berg Ceramics' } },
    enrolledInSession: true,
    replaced: [],
  },
}

test('who was never enrolled and pays, enrols and approves with the new passkey in one session', async ({
  person,
  assent,
}) => {
  await person.addAuthenticator()
  await becomeCustomer(person, assent)
  await ask(person, assent, 'payment')
  expect(await travel(person, { 'give-phone': 'skip' })).toEqual([
    ...begin,
    'create-passkey',
    'choose-pin',
    'repeat-pin',
    'give-phone(skip)',
    'use-passkey',
    'succeeded',
  ])
  const received = await comeBack(person)
  expect(received).toMatchObject(approved)
  expect(received.claims?.amr).toMatchObject([
    { method: 'passkey', category: 'possession', origin: 'staged' },
    { method: 'passkey', category: 'device-user-verification', origin: 'staged' },
  ])
})

test('the spare phone of a new passkey is proved before the passkey is used', async ({ person, assent }) => {
  await person.addAuthenticator()
  await becomeCustomer(person, assent)
  await ask(person, assent, 'payment')
  expect(await travel(person)).toEqual([
    ...begin,
    'create-passkey',
    'choose-pin',
    'repeat-pin',
    'give-phone',
    'confirm-phone',
    'use-passkey',
    'succeeded',
  ])
  expect((await comeBack(person)).claims).toMatchObject({ bootstrap: 'phone-from-platform' })
})

test('without a passkey the new PIN and a code to the new number are judged together', async ({ person, assent }) => {
  await person.addAuthenticator()
  await becomeCustomer(person, assent)
  await ask(person, assent, 'payment')
  expect(await travel(person, { 'create-passkey': 'skip' })).toEqual([
    ...begin,
    'create-passkey(skip)',
    'choose-pin',
    'give-phone',
    'confirm-identity',
    'succeeded',
  ])
  const received = await comeBack(person)
  expect(received).toMatchObject(approved)
  expect(elements(received)).toEqual(['pin: knowledge', 'sms-code: possession'])
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('enrolment and payment are plain forms', async ({ person, assent }) => {
    await becomeCustomer(person, assent)
    await ask(person, assent, 'payment')
    expect(await travel(person)).toEqual([...begin, 'choose-pin', 'give-phone', 'confirm-identity', 'succeeded'])
    expect(await comeBack(person)).toMatchObject(approved)
  })
})
