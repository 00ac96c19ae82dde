import { expect, test } from '../fixtures.ts'
import { messagesTo } from '../inbox.ts'
import { payment } from '../platform.ts'
import { texts } from '../text.ts'
import { Visitor } from '../visitor.ts'

test.describe('links that lead nowhere', () => {
  test.use({ expectedErrors: [/status of 404/] })

  test('an unknown, malformed or missing token gets a plain page, no state and no cookie (SES-02)', async ({
    person,
    assent,
    page,
  }) => {
    const made = `sca_${'A'.repeat(43)}`
    for (const query of [`?token=${made}`, '?token=sca_short', '?token=', '?token[]=a&token=b', '?token=%00', '']) {
      const response = await page.goto(`${assent.origin}/${query}`)
      expect(response?.status(), query).toBe(404)
      await person.expectScreen('unknown')
      await expect(person.main).toContainText(texts.steps.unknown.way)
    }
    expect(await page.context().cookies()).toEqual([])
  })

  test('a made-up session or step gets the same page as a link that is gone', async ({ person, assent, page }) => {
    const made = ['/s/ses_0000000000000000000000/confirm-email', '/s/x/confirm-email', '/s/', '/nothing']
    for (const path of [...made, '/_global-error', '/%', '/s/%ff/confirm-email', '/gallery/welcome/constructor']) {
      const response = await page.goto(`${assent.origin}${path}`)
      expect(response?.status(), path).toBe(404)
      await person.expectScreen('unknown')
    }
    expect(await page.context().cookies()).toEqual([])
  })
})

test('the link of an ended session says so and leads back', async ({ person, makeUser, platform, assent }) => {
  const { userId } = await makeUser()
  const { id, redirectUrl } = await platform.mint(userId, 'payment', payment, { state: 'cart 7' })
  await platform.call('POST', `/sandbox/sessions/${id}/expire`)
  await person.open(redirectUrl)
  await person.expectScreen('expired')
  // Whoever has the link alone is not shown what was to be approved.
  await expect(person.main).not.toContainText('31.00')
  const back = await person.wayBack()
  expect(back.origin + back.pathname).toBe(`${assent.shop}/return`)
  expect(Object.fromEntries(back.searchParams)).toEqual({
    sessionId: id,
    status: 'expired',
    state: 'cart 7',
    iss: assent.origin,
  })
})

test('a newer session for the same payment ends the older, whose link says so (SES-07)', async ({
  person,
  makeUser,
  platform,
}) => {
  const { userId } = await makeUser()
  const older = await platform.mint(userId, 'payment', payment)
  await platform.mint(userId, 'payment', payment)
  await person.open(older.redirectUrl)
  await person.expectScreen('cancelled')
  await expect(person.main).toHaveAttribute('data-cause', 'replaced')
})

test('a hundred scanners and previews that follow the link change nothing (WEB-02, SMS-13)', async ({
  makeUser,
  platform,
  assent,
  person,
}) => {
  const user = await makeUser({ phone: true })
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  const before = (await platform.evidence(id)).log.events.length
  const mails = (await messagesTo(platform, user.email)).length
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) => fetch(redirectUrl, { method: index % 2 ? 'GET' : 'HEAD' })),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(answers.flatMap(({ headers }) => headers.getSetCookie())).toEqual([])
  expect(await platform.session(id)).toMatchObject({ status: 'created', step: null })
  expect((await platform.evidence(id)).log.events).toHaveLength(before)
  expect(await messagesTo(platform, user.email)).toHaveLength(mails)
  // And the person it was meant for goes on as if nobody had been there.
  await person.open(redirectUrl)
  await person.press('continue')
  await person.expectScreen('confirm-email')
  expect(new URL(person.page.url()).origin).toBe(assent.origin)
})

test('a registered return URL that the platform appended is bound at the claim, another is not', async ({
  makeUser,
  platform,
  assent,
}) => {
  const { userId } = await makeUser()
  const cases = [
    [`${assent.shop}/return?cart=7`, `${assent.shop}/return?cart=7&`],
    ['https://evil.test/return', `${assent.shop}/return?`],
    [`${assent.shop}/return/../evil`, `${assent.shop}/return?`],
  ] as const
  for (const [appended, leadsTo] of cases) {
    const { redirectUrl } = await platform.mint(userId, 'enrolment')
    const visitor = new Visitor(assent.origin)
    const welcome = await visitor.open(`${redirectUrl}&returnUrl=${encodeURIComponent(appended)}`)
    const ended = await visitor.press(await visitor.press(welcome, 'continue'), 'decline')
    const href = /data-action="return"[^>]*href="([^"]*)"/.exec(ended.html)?.[1]?.replaceAll('&amp;', '&')
    expect(href?.slice(0, leadsTo.length), appended).toBe(leadsTo)
  }
})
