import { expect, test } from '../fixtures.ts'
import { codeTo } from '../inbox.ts'
import { goToCode } from '../journey.ts'
import type { Person } from '../person.ts'
import { payment } from '../platform.ts'
import { said } from '../text.ts'
import { Spoken } from './spoken.ts'

test.use({ clocked: true })
test.afterEach(({ assent }) => assent.holdClock(null))

const second = 1000
const minute = 60 * second

/** So long may it take, on a slow machine, until the browser's clock is stopped. */
const grace = 20 * second

/** Stops the browser's clock, so that only `runFor` moves it. In: a moment that it has not come to yet. */
async function stopClock({ page }: Person, at: number): Promise<void> {
  await page.clock.pauseAt(at)
}

test('the time left is spoken at five, two and one minutes and half a minute, then its end; the focus stays (A11Y-03, A11Y-04)', async ({
  person,
  platform,
  makeUser,
  assent,
}) => {
  const { page } = person
  const spoken = await Spoken.listen(page)
  person.user = await makeUser({ phone: true })
  const { id, redirectUrl } = await platform.mint(person.user.userId, 'payment', payment)
  const end = Date.parse((await platform.session(id)).expiresAt)
  await assent.holdClock(end - 10 * minute)
  await page.clock.install({ time: end - 10 * minute })
  await person.open(redirectUrl)
  await person.ready()
  // Told at the start, and to be read at any time.
  await expect(person.main).toContainText('You have 10 minutes.')
  await expect(person.main.locator('.time')).toHaveText('10 minutes left')
  await stopClock(person, end - 10 * minute + grace)
  await person.button('continue').focus()
  expect(await spoken.since()).toEqual([])
  const heard: [number, string[]][] = [
    [4.8 * minute - grace, []],
    [20 * second, ['polite: 5 minutes left']],
    [2.7 * minute, []],
    [20 * second, ['polite: 2 minutes left']],
    [40 * second, []],
    [20 * second, ['polite: 1 minute left']],
    [15 * second, []],
    [10 * second, ['polite: 30 seconds left']],
    [20 * second, []],
    [10 * second, ['assertive: The time is over. See how to go on']],
    [5 * minute, []],
  ]
  for (const [passed, said] of heard) {
    await page.clock.runFor(passed)
    expect(await spoken.since(), `after ${passed / second} s`).toEqual(said)
  }
  await expect(person.button('continue')).toBeFocused()
  // One press from there: what happened, and the way back to start again.
  await assent.holdClock(end + second)
  await page.getByRole('button', { name: 'See how to go on' }).click()
  await person.expectScreen('expired')
  await expect(person.main.locator('h1')).toHaveText('The time is over')
  await expect(page.locator('main a, main button')).toHaveCount(1)
  expect((await person.wayBack()).searchParams.get('status')).toBe('expired')
})

test('a code sent, ready to be sent again, wrong, too old: each is said once and moves the focus only where something is refused (A11Y-04, A11Y-06)', async ({
  person,
  platform,
  makeUser,
  assent,
}) => {
  const { page } = person
  const spoken = await Spoken.listen(page)
  await person.withoutWebAuthn()
  person.user = await makeUser({ phone: true })
  const start = Date.now()
  await assent.holdClock(start)
  await page.clock.install({ time: start })
  await goToCode(person, (await platform.mint(person.user.userId, 'payment', payment)).redirectUrl)
  await expect(person.main.locator('h1')).toBeFocused()
  await expect.poll(() => spoken.since()).toContainEqual('polite: A code has been sent. 2 more can be sent.')
  await stopClock(person, start + grace)
  await person.field('pin').focus()
  await spoken.since()

  // The countdown is to be read, but nobody has to listen to it.
  await page.clock.runFor(5 * second)
  expect(await spoken.since()).toEqual([])
  await page.clock.runFor(10 * second)
  expect(await spoken.since()).toEqual(['polite: You can ask for a new code now.'])
  await expect(person.field('pin')).toBeFocused()

  await page.clock.resume()
  await assent.holdClock(start + 31 * second)
  await person.button('resend').press('Enter')
  await expect.poll(() => spoken.since()).toContainEqual('polite: A code has been sent. 1 more can be sent.')
  await expect(person.button('resend')).toBeFocused()

  await person.fill({ pin: '000000' })
  await person.press('submit')
  const wrong = said('identity-not-accepted', { triesLeft: 4 })
  await expect(person.problem).toBeFocused()
  expect((await spoken.since()).filter((text) => text.startsWith('assertive'))).toEqual([`assertive: ${wrong}`])
  // From the refusal the next stop is the first field.
  await page.keyboard.press('Tab')
  await expect(person.field('pin')).toBeFocused()

  await stopClock(person, start + 10 * minute)
  expect(await spoken.since()).toContainEqual('polite: The last code is too old now. Please ask for a new one.')
})

test('the try that blocks leads to a page whose heading has the focus and says so (A11Y-04)', async ({
  person,
  platform,
  makeUser,
}) => {
  await person.withoutWebAuthn()
  person.user = await makeUser({ phone: true })
  await goToCode(person, (await platform.mint(person.user.userId, 'payment', payment)).redirectUrl)
  for (const triesLeft of [4, 3, 2, 1]) {
    await person.submit({ pin: '000000' })
    await expect(person.problem).toHaveText(said('identity-not-accepted', { triesLeft }))
  }
  await person.submit({ pin: '000000' })
  await person.expectScreen('failed')
  await expect(person.main.locator('h1')).toHaveText('Too many tries')
  await expect(person.main.locator('h1')).toBeFocused()
})

test('the browser fills in the code of an SMS, says so, sends nothing, and stops asking once the form is sent (SMS-03, A11Y-05)', async ({
  person,
  platform,
  makeUser,
}) => {
  const { page } = person
  const spoken = await Spoken.listen(page)
  await person.withoutWebAuthn()
  // A browser with WebOTP: it waits for the message until it is told to stop.
  await page.addInitScript(() => {
    const own = globalThis as { OTPCredential?: unknown; deliver?: (code: string) => void; asked?: AbortSignal[] }
    own.OTPCredential = class {}
    own.asked = []
    globalThis.CredentialsContainer.prototype.get = (options) =>
      new Promise((resolve, reject) => {
        const { otp, signal } = options as { otp?: { transport: string[] }; signal: AbortSignal }
        if (otp?.transport.includes('sms') !== true) return reject(new TypeError('asked for something else'))
        own.asked?.push(signal)
        own.deliver = (code) => resolve({ code } as unknown as Credential)
        signal.addEventListener('abort', () => reject(signal.reason))
      })
  })
  person.user = await makeUser({ phone: true })
  await goToCode(person, (await platform.mint(person.user.userId, 'payment', payment)).redirectUrl)
  const asked = () =>
    page.evaluate(() => (globalThis as { asked?: AbortSignal[] }).asked?.map(({ aborted }) => aborted) ?? [])
  await expect.poll(asked).toEqual([false])
  const code = await codeTo(platform, person.user.phone)
  await person.field('pin').focus()
  await page.evaluate((text) => (globalThis as { deliver?: (code: string) => void }).deliver?.(text), code)
  await expect(person.field('code')).toHaveValue(code)
  await expect.poll(() => spoken.since()).toContainEqual('polite: The code from the SMS has been filled in.')
  await expect(person.field('pin')).toBeFocused()
  await person.expectScreen('confirm-identity')

  // A refused form asks anew; what was asked before is over.
  await person.field('pin').fill('000000')
  await person.press('submit')
  await expect(person.problem).toBeVisible()
  await expect.poll(asked).toEqual([true, false])
  // Leaving the step ends the question, too.
  await person.press('decline')
  await person.expectScreen('refused')
  await expect.poll(asked).toEqual([true, true])
})

test('when the last code is spent in another browser, the page says so and how to go on', async ({
  person,
  platform,
  makeUser,
  openBrowser,
  assent,
}) => {
  person.user = await makeUser({ phone: true })
  await person.withoutWebAuthn()
  const start = Date.now()
  await assent.holdClock(start)
  const { redirectUrl } = await platform.mint(person.user.userId, 'payment', payment)
  await goToCode(person, redirectUrl)
  for (const [passed, left] of [
    [30, 'ask for a new code now|Send a new code'],
    [90, 'No more codes'],
  ] as const) {
    await expect(person.button('resend')).toBeVisible()
    await assent.holdClock(start + passed * second)
    await person.press('resend')
    await expect(person.main).toContainText(new RegExp(left))
  }
  const other = await openBrowser(person.user)
  await other.withoutWebAuthn()
  await other.open(redirectUrl)
  await other.press('takeover')
  await other.submit()
  await other.expectScreen('confirm-identity')
  await expect(other.main).toContainText('Cancel here, then start again at Northwind')
  await expect(other.button('send')).toHaveCount(0)
  await other.press('decline')
  await other.expectScreen('refused')
  expect((await other.wayBack()).searchParams.get('status')).toBe('refused')
})
