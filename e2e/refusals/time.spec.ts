import { expect, test } from '../fixtures.ts'
import { formsOf, problemOf } from '../form-page.ts'
import { codeTo, messagesTo } from '../inbox.ts'
import { payment } from '../platform.ts'
import { said, texts } from '../text.ts'
import { Visit } from '../visit.ts'
import { Visitor } from '../visitor.ts'

test.use({ clocked: true })
test.afterEach(({ assent }) => assent.holdClock(null))

const second = 1000
const minute = 60 * second

/** Every step with the situation in which it comes. */
const steps = {
  welcome: 'enrolment',
  'confirm-email': 'enrolment',
  'enter-email-code': 'enrolment',
  'create-passkey': 'enrolment',
  'choose-pin': 'enrolment',
  'repeat-pin': 'enrolment',
  'give-phone': 'enrolment',
  'confirm-phone': 'enrolment',
  'use-passkey': 'with passkey',
  'confirm-identity': 'without passkey',
} as const

for (const [step, situation] of Object.entries(steps)) {
  test(`ten minutes are a hard end on ${step}: taken at 599.9 s, refused at 600.1 s (SES-04)`, async ({
    assent,
    platform,
    makeUser,
  }) => {
    for (const late of [-100, 100]) {
      const passkey = situation !== 'without passkey'
      const user = await makeUser(situation === 'enrolment' ? null : { passkey, phone: true })
      const { id, redirectUrl } = await (situation === 'enrolment'
        ? platform.mint(user.userId, 'enrolment')
        : platform.mint(user.userId, 'payment', payment))
      const end = Date.parse((await platform.session(id)).expiresAt)
      // A minute before the end, so that codes are still good then.
      await assent.holdClock(end - minute)
      const visit = new Visit(new Visitor(assent.origin), platform, user, { passkey, phone: true })
      await visit.open(redirectUrl)
      await visit.goOn(step)
      if (step === 'confirm-identity') await visit.press('send')
      expect(visit.page.step).toBe(step)
      await assent.holdClock(end + late)
      const page = await visit.press()
      if (late < 0) {
        expect(page.outcome ?? 'goes on').toMatch(/goes on|succeeded/)
        expect(page.step).not.toBe(step)
      } else {
        expect(page.outcome).toBe('expired')
        expect(await platform.session(id)).toMatchObject({ status: 'expired' })
      }
      await assent.holdClock(null)
    }
  })
}

test('no reload, code or step extends a session; afterwards its link leads back', async ({
  person,
  assent,
  platform,
  makeUser,
}) => {
  person.user = await makeUser({ phone: true })
  const { id, redirectUrl } = await platform.mint(person.user.userId, 'payment', payment, { state: 's' })
  const { expiresAt } = await platform.session(id)
  const end = Date.parse(expiresAt)
  await person.open(redirectUrl)
  await person.press('continue')
  await assent.holdClock(end - 5 * minute)
  await person.submit()
  await person.press('send')
  await expect(person.field('code')).toBeVisible()
  await person.page.reload()
  await expect(person.field('code')).toBeVisible()
  expect(await platform.session(id)).toMatchObject({ expiresAt, status: 'started' })
  await assent.holdClock(end + 1)
  await person.page.reload()
  await person.expectScreen('expired')
  await expect(person.main).toContainText(texts.ends['time-over'].title)
  expect((await person.wayBack()).searchParams.get('status')).toBe('expired')
  await person.open(redirectUrl)
  await person.expectScreen('expired')
})

test('the page says how long is left and warns two minutes before (A11Y-03)', async ({
  person,
  assent,
  platform,
  makeUser,
}) => {
  person.user = await makeUser({ phone: true })
  const { id, redirectUrl } = await platform.mint(person.user.userId, 'payment', payment)
  const end = Date.parse((await platform.session(id)).expiresAt)
  await person.open(redirectUrl)
  await expect(person.main).toContainText('10 minutes left')
  await assent.holdClock(end - 2 * minute)
  await person.page.reload()
  await expect(person.main.locator('.time [role=status]')).toHaveText('2 minutes left')
})

test('an expired code is refused before any secret is looked at and costs no try', async ({
  assent,
  platform,
  makeUser,
}) => {
  const user = await makeUser({ phone: true })
  const visit = new Visit(new Visitor(assent.origin), platform, user)
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  await visit.open(redirectUrl)
  await visit.goOn('confirm-identity')
  const sentAt = Date.now()
  await assent.holdClock(sentAt)
  await visit.press('send')
  const typed = await visit.answer()
  await assent.holdClock(sentAt + 5 * minute)
  expect(problemOf(await visit.press('submit', { ...typed, pin: '000000' }))).toBe(said('code-expired'))
  expect((await platform.evidence(id)).tries).toEqual([])
  await visit.press(formActions(visit).includes('send') ? 'send' : 'resend', {})
  expect((await visit.press('submit')).outcome).toBe('succeeded')
})

test('a code can be sent again after thirty seconds, three times in all, and each ends the one before', async ({
  assent,
  platform,
  makeUser,
}) => {
  const user = await makeUser({ phone: true })
  const visit = new Visit(new Visitor(assent.origin), platform, user)
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  const before = (await messagesTo(platform, user.phone)).length
  await visit.open(redirectUrl)
  await visit.goOn('confirm-identity')
  const start = Date.now()
  await assent.holdClock(start)
  await visit.press('send')
  await assent.holdClock(start + 29.9 * second)
  const older = visit.page
  expect(problemOf(await visit.press('resend', {}))).toBe(said('too-early', { retryAt: 100 }))
  await assent.holdClock(start + 30 * second)
  await visit.press('resend', {})
  const typed = { pin: user.pin, code: await codeTo(platform, user.phone) }
  // The form that was drawn for the first code must not spend a try on the second.
  const stale = await visit.visitor.press(older, 'submit', typed)
  expect(problemOf(stale)).toBe(said('code-superseded'))
  // The second gap is twice as long.
  await assent.holdClock(start + 89.9 * second)
  expect(problemOf(await visit.press('resend', {}))).toBe(said('too-early', { retryAt: 100 }))
  await assent.holdClock(start + 90 * second)
  await visit.press('resend', {})
  await assent.holdClock(start + 240 * second)
  const html = (await visit.visitor.open(visit.page.address)).html
  expect(html).toContain(texts.frame.resend.none)
  expect(problemOf(await visit.visitor.press(older, 'resend'))).toBe(said('too-many-sends'))
  expect(await messagesTo(platform, user.phone)).toHaveLength(before + 3)
  expect((await platform.evidence(id)).tries).toEqual([])
})

test('a block ends after fifteen minutes, the next lasts thirty, and five new tries come with it (RTS-30)', async ({
  assent,
  platform,
  makeUser,
}) => {
  const user = await makeUser({ phone: true })
  let now = Date.now()
  for (const blockMinutes of [15, 30]) {
    await assent.holdClock(now)
    const visit = new Visit(new Visitor(assent.origin), platform, user)
    await visit.open((await platform.mint(user.userId, 'payment', payment)).redirectUrl)
    await visit.goOn('confirm-identity')
    await visit.press('send')
    for (let failure = 1; failure < 5; failure++) {
      expect(problemOf(await visit.press('submit', { ...(await visit.answer()), pin: '000000' }))).toBe(
        said('identity-not-accepted', { triesLeft: 5 - failure }),
      )
    }
    const ended = await visit.press('submit', { ...(await visit.answer()), pin: '000000' })
    expect(ended.outcome).toBe('failed')
    const until = now + blockMinutes * minute
    expect(Date.parse((await platform.user(user.userId)).blockedUntil)).toBe(until)
    await assent.holdClock(until - 1)
    expect(
      (await platform.call('POST', '/sessions', { userId: user.userId, purpose: 'payment', operation: payment }))
        .status,
    ).toBe(409)
    now = until
  }
  await assent.holdClock(now)
  expect(await platform.mint(user.userId, 'payment', payment)).toMatchObject({ status: 'created' })
})

function formActions({ page }: Visit): string[] {
  return formsOf(page).flatMap(({ actions }) => actions)
}
