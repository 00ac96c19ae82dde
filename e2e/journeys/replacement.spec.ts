import { expect, test } from '../fixtures.ts'
import { travel } from '../journey.ts'
import { ask, becomeEnrolledCustomer, comeBack, elements } from '../shop.ts'
import { mobile } from '../user.ts'

const newPin = '860153'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'without a passkey' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a forgotten PIN is replaced by email code, and judged with a code to the held number (CRED-04)', async ({
      person,
      assent,
    }) => {
      await person.withoutWebAuthn()
      await becomeEnrolledCustomer(person, assent, { phone: true })
      person.user.pin = newPin
      await ask(person, assent, 'payment')
      expect(await travel(person, { 'confirm-identity': ['replace-pin'] })).toEqual([
        'welcome',
        'confirm-email',
        'confirm-identity(replace-pin)',
        'enter-email-code',
        'choose-pin',
        'confirm-identity',
        'succeeded',
      ])
      const received = await comeBack(person)
      expect(received).toMatchObject({ status: 'verified', claims: { replaced: ['pin'], enrolledInSession: false } })
      expect(elements(received)).toEqual(['pin: knowledge', 'sms-code: possession'])
      await ask(person, assent, 'access')
      expect(await travel(person)).toEqual(['welcome', 'confirm-email', 'confirm-identity', 'succeeded'])
    })

    test('a new number is judged by the held PIN with a code to it', async ({ person, assent }) => {
      await person.withoutWebAuthn()
      await becomeEnrolledCustomer(person, assent, { phone: true })
      person.user.phone = mobile()
      await ask(person, assent, 'payment')
      expect(await travel(person, { 'confirm-identity': ['replace-phone'] })).toEqual([
        'welcome',
        'confirm-email',
        'confirm-identity(replace-phone)',
        'enter-email-code',
        'give-phone',
        'confirm-identity',
        'succeeded',
      ])
      expect((await comeBack(person)).claims).toMatchObject({ replaced: ['phone'] })
    })
  })
}

test('going back undoes a replacement that was begun by mistake', async ({ person, assent, platform }) => {
  await person.withoutWebAuthn()
  await becomeEnrolledCustomer(person, assent, { phone: true })
  const before = await platform.user(person.user.userId)
  await ask(person, assent, 'payment')
  const plan = {
    'confirm-identity': ['replace-pin', 'replace-phone'],
    'enter-email-code': ['back'],
    'give-phone': 'back',
  }
  expect(await travel(person, plan)).toEqual([
    'welcome',
    'confirm-email',
    'confirm-identity(replace-pin)',
    'enter-email-code(back)',
    'confirm-identity(replace-phone)',
    'enter-email-code',
    'give-phone(back)',
    'confirm-identity',
    'succeeded',
  ])
  expect((await comeBack(person)).claims).toMatchObject({ replaced: [] })
  expect((await platform.user(person.user.userId)).factors).toEqual(before.factors)
})

test('never both factors in one session: after one, the other is not offered', async ({ person, assent }) => {
  await person.withoutWebAuthn()
  await becomeEnrolledCustomer(person, assent, { phone: true })
  await ask(person, assent, 'payment')
  await person.press('continue')
  await person.submit()
  await person.press('replace-pin')
  await person.expectScreen('enter-email-code')
  await person.submit()
  await person.expectScreen('choose-pin')
  await person.submit({ pin: newPin, pinConfirmation: newPin })
  await person.expectScreen('confirm-identity')
  await expect(person.button('replace-phone')).toBeHidden()
})

test('a passkey allows a new PIN', async ({ person, assent }) => {
  await becomeEnrolledCustomer(person, assent, { passkey: true, phone: true })
  person.user.pin = newPin
  await ask(person, assent, 'payment')
  expect(await travel(person, { 'use-passkey': ['replace-pin'] })).toEqual([
    'welcome',
    'use-passkey(replace-pin)',
    'use-passkey',
    'confirm-email',
    'enter-email-code',
    'choose-pin',
    'repeat-pin',
    'succeeded',
  ])
  expect((await comeBack(person)).claims).toMatchObject({ replaced: ['pin'] })
})

test('a passkey allows a new number', async ({ person, assent }) => {
  await becomeEnrolledCustomer(person, assent, { passkey: true, phone: true })
  person.user.phone = mobile()
  await ask(person, assent, 'payment')
  expect(await travel(person, { 'use-passkey': ['replace-phone'] })).toEqual([
    'welcome',
    'use-passkey(replace-phone)',
    'use-passkey',
    'confirm-email',
    'enter-email-code',
    'give-phone',
    'confirm-phone',
    'succeeded',
  ])
  expect((await comeBack(person)).claims).toMatchObject({ replaced: ['phone'] })
})

test('beside a passkey, too, going back undoes it', async ({ person, assent }) => {
  await becomeEnrolledCustomer(person, assent, { passkey: true, phone: true })
  await ask(person, assent, 'payment')
  expect(await travel(person, { 'use-passkey': ['replace-pin', 'back'] })).toEqual([
    'welcome',
    'use-passkey(replace-pin)',
    'use-passkey(back)',
    'use-passkey',
    'succeeded',
  ])
  expect((await comeBack(person)).claims).toMatchObject({ replaced: [] })
})
