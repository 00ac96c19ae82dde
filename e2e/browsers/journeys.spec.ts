import { payment } from '../platform.ts'
import { newUser } from '../user.ts'
import { expect, test } from './fixtures.ts'

const byIdentity = ['pin: knowledge', 'sms-code: possession']
const approval = ['welcome', 'confirm-email', 'confirm-identity', 'succeeded']

test('a new customer enrols with PIN and phone, then approves a payment', async ({ desk, platform }) => {
  const user = newUser()
  const guest = await desk.guest(user)
  await platform.saveUser(user.userId, { email: user.email, phoneNumber: user.phone })
  await guest.tab.open((await platform.mint(user.userId, 'enrolment')).redirectUrl)
  const steps = await guest.travel({ 'create-passkey': 'skip' })
  // Only an engine that knows passkeys is offered one.
  expect(steps.filter((step) => step !== 'create-passkey')).toEqual([
    'welcome',
    'confirm-email',
    'enter-email-code',
    'choose-pin',
    'repeat-pin',
    'give-phone',
    'confirm-phone',
    'succeeded',
  ])
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  await guest.tab.open(redirectUrl)
  expect(await guest.text('main')).toContain('Lina Berg Ceramics')
  expect((await guest.travel({ 'create-passkey': 'skip' })).at(-1)).toBe('succeeded')
  const { amr } = await platform.receipt(id, payment)
  expect(amr.map(({ method, category }) => `${method}: ${category}`)).toEqual(byIdentity)
})

test('the way back leads to the platform', async ({ desk, platform, assent, makeUser }) => {
  const user = await makeUser({ phone: true })
  const guest = await desk.guest(user)
  await guest.tab.open((await platform.mint(user.userId, 'payment', payment)).redirectUrl)
  await guest.travel({ 'create-passkey': 'skip' })
  await guest.tab.click('main a[data-action=return]')
  await expect.poll(() => guest.tab.address()).toContain(`${assent.shop}/`)
})

test('a wrong PIN is refused in one sentence, and the right one goes with the same code', async ({
  desk,
  platform,
  makeUser,
}) => {
  const user = await makeUser({ phone: true })
  const guest = await desk.guest(user)
  await guest.tab.open((await platform.mint(user.userId, 'payment', payment)).redirectUrl)
  await guest.press('continue')
  await guest.expectScreen('confirm-email')
  await guest.submit()
  await guest.expectScreen('confirm-identity')
  await guest.press('send')
  await expect.poll(() => guest.has('[name=code]')).toBe(true)
  await guest.submit({ pin: '999111' })
  await expect.poll(() => guest.has('.problem')).toBe(true)
  expect(await guest.text('.problem')).toContain('4')
  await guest.submit()
  await expect.poll(() => guest.screen()).not.toBe('confirm-identity')
})

test('without JavaScript a payment is approved all the same (A11Y-17)', async ({ openDesk, platform, makeUser }) => {
  const user = await makeUser({ phone: true })
  const guest = await (await openDesk({ scripts: false })).guest(user)
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  await guest.tab.open(redirectUrl)
  expect(await guest.travel()).toEqual(approval)
  expect(await platform.session(id)).toMatchObject({ status: 'succeeded' })
})

test('reload, and the link opened once more, go on where it was; after the end, Back approves nothing', async ({
  desk,
  platform,
  makeUser,
}) => {
  const user = await makeUser({ phone: true })
  const guest = await desk.guest(user)
  const { redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  await guest.tab.open(redirectUrl)
  await guest.press('continue')
  await guest.expectScreen('confirm-email')
  await guest.tab.reload()
  await guest.expectScreen('confirm-email')
  await guest.submit()
  await guest.expectScreen('confirm-identity')
  await guest.tab.open(redirectUrl)
  await guest.expectScreen('confirm-identity')
  await guest.travel({ 'create-passkey': 'skip' })
  await guest.tab.back()
  await guest.expectScreen('succeeded')
})

test('two tabs of one browser do not mix (WEB-06)', async ({ desk, platform, makeUser }) => {
  const user = await makeUser({ phone: true })
  const [one, two] = [await desk.guest(user), await desk.guest(user)]
  const dear = { ...payment, amount: { value: 990_000, currency: 'EUR' } }
  const first = await platform.mint(user.userId, 'payment', payment)
  const second = await platform.mint(user.userId, 'payment', dear)
  await one.tab.open(first.redirectUrl)
  await two.tab.open(second.redirectUrl)
  await one.press('continue')
  await two.press('continue')
  await one.expectScreen('confirm-email')
  await two.expectScreen('confirm-email')
  expect(await one.text('main')).toContain('31.00')
  expect(await two.text('main')).toContain('9,900.00')
  await one.press('decline')
  await one.expectScreen('refused')
  await two.tab.reload()
  await two.expectScreen('confirm-email')
  expect((await platform.session(second.id)).status).toBe('started')
})

test('another browser takes the session over, and the first is told', async ({ openDesk, platform, makeUser }) => {
  const user = await makeUser({ phone: true })
  const [one, two] = [await (await openDesk()).guest(user), await (await openDesk()).guest(user)]
  const { redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  await one.tab.open(redirectUrl)
  await one.press('continue')
  await one.expectScreen('confirm-email')
  await two.tab.open(redirectUrl)
  await two.expectScreen('elsewhere')
  await two.press('takeover')
  await two.expectScreen('confirm-email')
  await one.tab.reload()
  await one.expectScreen('elsewhere')
})

test('the language switch keeps the session (I18N-01)', async ({ desk, platform, makeUser }) => {
  const user = await makeUser({ phone: true })
  const guest = await desk.guest(user)
  await guest.tab.open((await platform.mint(user.userId, 'payment', payment)).redirectUrl)
  await guest.press('continue')
  await guest.expectScreen('confirm-email')
  await guest.tab.choose('select[name=locale]', 'de')
  await guest.press('set-language')
  await expect.poll(() => guest.tab.evaluate(() => document.documentElement.lang)).toBe('de')
  await guest.expectScreen('confirm-email')
})
