import { locales } from '../../lib/i18n/locales.ts'
import { messagesOf } from '../../lib/i18n/messages-of.ts'
import { expect, test } from '../fixtures.ts'
import { messagesTo } from '../inbox.ts'
import { goToCode, travel } from '../journey.ts'
import type { Person } from '../person.ts'
import { access, payee, payment } from '../platform.ts'
import { texts } from '../text.ts'

const local = { payee: { name: 'Harbour Lending Ltd', account: '20-00-00 55779911' } }
const batch = { payments: [payment, { ...payment, amount: { value: 1550, currency: 'EUR' } }] }

/** What a person must be able to read before they press Continue. */
const operations = [
  ['enrolment', undefined, []],
  ['payment', payment, ['€31.00', 'Lina Berg Ceramics', 'FR76 3000 6000 0112 3456 7890 189']],
  ['payment', batch, ['€46.50', '2 payments', 'Lina Berg Ceramics']],
  ['payee', payee, ['Lina Berg Ceramics', 'FR76 3000 6000 0112 3456 7890 189']],
  ['payee', local, ['Harbour Lending Ltd', '20-00-00 55779911']],
  ['access', access, ['personal account information', access.scope]],
  ['profile', { fields: ['Postal address'] }, ['Postal address']],
  ['consent', { scopes: ['Read orders'] }, ['Read orders']],
] as const

test('each purpose reads differently, with trading name and operation (DL-01, DL-13)', async ({
  person,
  makeUser,
  platform,
}) => {
  const { userId } = await makeUser()
  for (const [purpose, operation, shown] of operations) {
    const { redirectUrl } = await platform.mint(userId, purpose, operation)
    await person.open(redirectUrl)
    await person.expectScreen('welcome')
    await expect(person.page.locator('header')).toContainText('Northwind')
    await expect(person.page.locator('h1')).toHaveText(texts.purposes[purpose].title)
    for (const text of shown) await expect(person.main).toContainText(text)
  }
})

test('amount, payee and account are on every step of a payment (DL-01)', async ({ person, makeUser, platform }) => {
  await person.withoutWebAuthn()
  person.user = await makeUser()
  const { redirectUrl } = await platform.mint(person.user.userId, 'payment', payment)
  await person.open(redirectUrl)
  for (const step of ['welcome', 'confirm-email', 'enter-email-code', 'choose-pin', 'give-phone', 'confirm-identity']) {
    await person.expectScreen(step)
    const operation = person.main.locator('.operation')
    for (const text of ['€31.00', 'Lina Berg Ceramics', 'FR76 3000 6000 0112 3456 7890 189']) {
      await expect(operation).toContainText(text)
    }
    await (step === 'welcome' ? person.press('continue') : step === 'confirm-identity' ? undefined : person.submit())
  }
})

test('a batch of a thousand payments is bound and listed whole, and redeemed by it alone (DL-09)', async ({
  person,
  makeUser,
  platform,
}) => {
  await person.withoutWebAuthn()
  person.user = await makeUser({ phone: true })
  const payments = Array.from({ length: 1000 }, (_, i) => ({
    amount: { value: 100 + i, currency: 'EUR' },
    payee: { name: `Seller ${i + 1}`, account: `20-00-00 ${10_000_000 + i}` },
  }))
  const { id, redirectUrl } = await platform.mint(person.user.userId, 'payment', { payments })
  await person.open(redirectUrl)
  await person.press('continue')
  await person.expectScreen('confirm-email')
  await person.main.locator('summary').first().click()
  await expect(person.main.locator('.batch li')).toHaveCount(1000)
  await expect(person.main.locator('.batch li').last()).toContainText('Seller 1000')
  await expect(person.main.locator('.operation')).toContainText('€5,995.00')
  expect(await travel(person)).toEqual(['confirm-email', 'confirm-identity', 'succeeded'])
  expect((await platform.receipt(id, { payments })).operation).toEqual({ payments })
})

test('a payment by SMS names amount and payee before the code line (SMS-01, DL-08)', async ({
  person,
  makeUser,
  platform,
}) => {
  await person.withoutWebAuthn()
  person.user = await makeUser({ phone: true })
  const { redirectUrl } = await platform.mint(person.user.userId, 'payment', {
    ...payment,
    payee: { name: 'Eve @evil.test #111111', account: payment.payee.account },
  })
  await goToCode(person, redirectUrl)
  const [sms] = await messagesTo(platform, person.user.phone)
  const lines = (sms?.text ?? '').split('\n')
  expect(lines[0]).toMatch(/^\d{6} approves your payment of 31\.00 EUR to Eve evil\.test 111111 at Northwind\./)
  expect(lines.at(-1)).toMatch(/^@localhost #\d{6}$/)
})

test('the welcome page speaks seven languages and English to everybody else', async ({
  platform,
  makeUser,
  person,
}) => {
  const { userId } = await makeUser()
  const { redirectUrl } = await platform.mint(userId, 'payment', payment)
  for (const locale of locales) {
    await person.open(`${redirectUrl}&lang=${locale}`)
    await expect(person.page.locator('html')).toHaveAttribute('lang', locale)
    await expect(person.main).toContainText(/31[.,]00/)
    await expect(person.page.locator('h1')).toHaveText(messagesOf(locale).purposes.payment.title)
  }
  await person.open(`${redirectUrl}&lang=xx`)
  await expect(person.page.locator('html')).toHaveAttribute('lang', 'en')
})

for (const [wish, lang] of [
  ['es-419', 'es'],
  ['de-AT', 'de'],
  ['ja-JP', 'en'],
] as const) {
  test(`a browser that asks for ${wish} is answered in ${lang} (I18N-01)`, async ({
    openBrowser,
    makeUser,
    platform,
  }) => {
    const { userId } = await makeUser()
    const { redirectUrl } = await platform.mint(userId, 'payment', payment)
    const person = await openBrowser(undefined, { locale: wish })
    await person.open(redirectUrl)
    await expect(person.page.locator('html')).toHaveAttribute('lang', lang)
  })
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('changing the language keeps the session, its step and what was proved (A11Y-08)', async ({
      person,
      makeUser,
      platform,
    }) => {
      await person.withoutWebAuthn()
      person.user = await makeUser({ phone: true })
      const { id, redirectUrl } = await platform.mint(person.user.userId, 'payment', payment)
      await person.open(redirectUrl)
      await chooseLanguage(person, 'de')
      expect(await platform.session(id)).toMatchObject({ status: 'created' })
      await person.press('continue')
      await person.expectScreen('confirm-email')
      await expect(person.page.locator('html')).toHaveAttribute('lang', 'de')
      await person.submit()
      await person.expectScreen('confirm-identity')
      await chooseLanguage(person, 'en')
      await person.expectScreen('confirm-identity')
      await person.press('send')
      await expect(person.field('code')).toBeVisible()
      await person.submit()
      await person.expectScreen('succeeded')
      await expect(person.main).toContainText('Payment approved')
      expect(await platform.receipt(id, payment)).toMatchObject({ purpose: 'payment' })
    })
  })
}

async function chooseLanguage(person: Person, locale: string): Promise<void> {
  await person.ready()
  await person.field('locale').selectOption(locale)
  await person.press('set-language')
  await expect(person.page.locator('html')).toHaveAttribute('lang', locale)
}
