import { expect, test } from '../fixtures.ts'
import { travel } from '../journey.ts'
import { payment } from '../platform.ts'
import { ask, becomeEnrolledCustomer, comeBack, elements } from '../shop.ts'
import { texts } from '../text.ts'

const byPasskey = ['passkey: possession', 'passkey: device-user-verification']
const byIdentity = ['pin: knowledge', 'sms-code: possession']

test('a passkey alone approves a payment: two elements in one press (EL-06)', async ({ person, assent }) => {
  await becomeEnrolledCustomer(person, assent, { passkey: true, phone: true })
  await ask(person, assent, 'payment')
  expect(await travel(person)).toEqual(['welcome', 'use-passkey', 'succeeded'])
  const received = await comeBack(person)
  expect(received).toMatchObject({ status: 'verified', purpose: 'payment', hint: 'succeeded' })
  expect(received.claims).toMatchObject({ enrolledInSession: false, bootstrap: null, replaced: [] })
  expect(elements(received)).toEqual(byPasskey)
})

test('whoever skips the passkey proves PIN and code together', async ({ person, assent }) => {
  await becomeEnrolledCustomer(person, assent, { passkey: true, phone: true })
  await ask(person, assent, 'payee')
  expect(await travel(person, { 'use-passkey': 'skip' })).toEqual([
    'welcome',
    'use-passkey(skip)',
    'confirm-email',
    'confirm-identity',
    'succeeded',
  ])
  const received = await comeBack(person)
  expect(received).toMatchObject({ status: 'verified', purpose: 'payee' })
  expect(elements(received)).toEqual(byIdentity)
})

test('a skipped passkey can be taken up again', async ({ person, assent }) => {
  await becomeEnrolledCustomer(person, assent, { passkey: true, phone: true })
  await ask(person, assent, 'access')
  expect(await travel(person, { 'use-passkey': ['skip'], 'confirm-identity': 'use-passkey' })).toEqual([
    'welcome',
    'use-passkey(skip)',
    'confirm-email',
    'confirm-identity(use-passkey)',
    'use-passkey',
    'succeeded',
  ])
  const received = await comeBack(person)
  expect(received.claims).toMatchObject({ purpose: 'access', maxIdleSeconds: 300 })
  expect(elements(received)).toEqual(byPasskey)
})

test('a browser without WebAuthn proves PIN and code (A11Y-13)', async ({ person, assent }) => {
  await person.withoutWebAuthn()
  await becomeEnrolledCustomer(person, assent, { phone: true })
  await ask(person, assent, 'access')
  expect(await travel(person)).toEqual(['welcome', 'confirm-email', 'confirm-identity', 'succeeded'])
  expect(elements(await comeBack(person))).toEqual(byIdentity)
})

test('who has no passkey is offered one after the proof, and may decline', async ({ person, assent, platform }) => {
  await becomeEnrolledCustomer(person, assent, { phone: true })
  await person.addAuthenticator()
  await ask(person, assent, 'profile')
  expect(await travel(person, { 'create-passkey': 'skip' })).toEqual([
    'welcome',
    'confirm-email',
    'confirm-identity',
    'create-passkey(skip)',
    'succeeded',
  ])
  expect((await comeBack(person)).status).toBe('verified')
  // Not again for a month.
  await ask(person, assent, 'consent')
  expect(await travel(person)).toEqual(['welcome', 'confirm-email', 'confirm-identity', 'succeeded'])
  const { factors } = await platform.user(person.user.userId)
  expect(factors).toHaveLength(2)
})

test('a passkey that was made after the proof approves the next payment', async ({ person, assent }) => {
  await becomeEnrolledCustomer(person, assent, { phone: true })
  await person.addAuthenticator()
  await ask(person, assent, 'payment')
  expect(await travel(person)).toEqual(['welcome', 'confirm-email', 'confirm-identity', 'create-passkey', 'succeeded'])
  expect(elements(await comeBack(person))).toEqual(byIdentity)
  await ask(person, assent, 'batch')
  expect(await travel(person)).toEqual(['welcome', 'use-passkey', 'succeeded'])
  expect(elements(await comeBack(person))).toEqual(byPasskey)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('PIN and code are two plain forms (A11Y-17)', async ({ person, assent }) => {
    await becomeEnrolledCustomer(person, assent, { phone: true })
    await ask(person, assent, 'payment')
    expect(await travel(person)).toEqual(['welcome', 'confirm-email', 'confirm-identity', 'succeeded'])
    expect(elements(await comeBack(person))).toEqual(byIdentity)
  })

  test('who holds a passkey and a phone is asked for PIN and code', async ({ person, assent }) => {
    await becomeEnrolledCustomer(person, assent, { passkey: true, phone: true })
    await ask(person, assent, 'payment')
    expect(await travel(person)).toEqual(['welcome', 'confirm-email', 'confirm-identity', 'succeeded'])
    expect(elements(await comeBack(person))).toEqual(byIdentity)
  })
})

test('who has only a passkey and cannot use it here is told the ways on, and goes on where it works', async ({
  openBrowser,
  makeUser,
  platform,
}) => {
  const user = await makeUser({ passkey: true, phone: false })
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  const old = await openBrowser(user)
  await old.withoutWebAuthn()
  await old.open(redirectUrl)
  await old.press('continue')
  await old.expectScreen('use-passkey')
  await expect(old.button('skip')).toBeHidden()
  await expect(old.main).toContainText(texts.frame.passkeyHelp.otherDevice)
  await expect(old.button('decline')).toBeVisible()

  const phone = await openBrowser(user)
  await phone.addAuthenticator()
  await phone.open(redirectUrl)
  await phone.expectScreen('elsewhere')
  await phone.press('takeover')
  await phone.expectScreen('use-passkey')
  expect(await travel(phone)).toEqual(['use-passkey', 'succeeded'])
  expect(elements({ claims: await platform.receipt(id, payment) })).toEqual(byPasskey)
})
