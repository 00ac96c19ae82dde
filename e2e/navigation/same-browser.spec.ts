import { stepIds } from '../../lib/sca/words.ts'
import { expect, test } from '../fixtures.ts'
import { messagesTo } from '../inbox.ts'
import { travel } from '../journey.ts'
import { Person } from '../person.ts'
import { payee, payment } from '../platform.ts'
import { said } from '../text.ts'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('refreshing, and closing and opening the link again, goes on where it was (WEB-01)', async ({
      person,
      makeUser,
      platform,
    }) => {
      await person.withoutWebAuthn()
      person.user = await makeUser()
      const { id, redirectUrl } = await platform.mint(person.user.userId, 'enrolment')
      await person.open(redirectUrl)
      await person.press('continue')
      await person.expectScreen('confirm-email')
      await person.submit()
      await person.expectScreen('enter-email-code')
      await person.page.reload()
      await person.expectScreen('enter-email-code')
      await person.page.close()

      const page = await person.page.context().newPage()
      const again = new Person(page, platform, person.user, javaScriptEnabled)
      await again.withoutWebAuthn()
      await again.open(redirectUrl)
      await again.expectScreen('enter-email-code')
      expect(await travel(again)).toEqual([
        'enter-email-code',
        'choose-pin',
        'repeat-pin',
        'give-phone',
        'confirm-phone',
        'succeeded',
      ])
      // One mail: neither the reload nor the second visit sent another.
      expect(await messagesTo(platform, person.user.email)).toHaveLength(1)
      expect(await platform.session(id)).toMatchObject({ status: 'succeeded' })
    })

    test('the back button never shows a step that is over', async ({ person, makeUser, platform }) => {
      await person.withoutWebAuthn()
      person.user = await makeUser()
      const { redirectUrl } = await platform.mint(person.user.userId, 'enrolment')
      await person.open(redirectUrl)
      await person.press('continue')
      await person.expectScreen('confirm-email')
      await person.submit()
      await person.expectScreen('enter-email-code')
      await person.submit()
      await person.expectScreen('choose-pin')
      await person.page.goBack()
      await person.page.waitForURL(/\/choose-pin$/)
      await person.expectScreen('choose-pin')
      await person.submit()
      await person.expectScreen('repeat-pin')
    })
  })
}

test('two sessions in two tabs of one browser do not mix (WEB-06)', async ({ person, makeUser, platform, page }) => {
  person.user = await makeUser({ passkey: true, phone: true })
  const tabs = [person, new Person(await page.context().newPage(), platform, person.user, true)] as const
  await Promise.all(tabs.map((tab) => tab.addAuthenticator()))
  const pay = await platform.mint(person.user.userId, 'payment', payment)
  const add = await platform.mint(person.user.userId, 'payee', payee)
  await tabs[0].open(pay.redirectUrl)
  await tabs[1].open(add.redirectUrl)
  await tabs[0].press('continue')
  await tabs[1].press('continue')
  for (const tab of tabs) await tab.expectScreen('use-passkey')
  await expect(tabs[0].main).toContainText('€31.00')
  await expect(tabs[1].main).not.toContainText('€31.00')
  await tabs[1].press('skip')
  await tabs[1].expectScreen('confirm-email')
  await tabs[0].submit()
  await tabs[0].expectScreen('succeeded')
  await tabs[1].page.reload()
  await tabs[1].expectScreen('confirm-email')
  expect(await travel(tabs[1])).toEqual(['confirm-email', 'confirm-identity', 'succeeded'])
  expect((await platform.receipt(pay.id, payment)).amr).toMatchObject([{ method: 'passkey' }, { method: 'passkey' }])
  expect((await platform.receipt(add.id, payee)).amr).toMatchObject([{ method: 'pin' }, { method: 'sms-code' }])
})

test('a double click is one press: one code leaves, one try is spent', async ({ person, makeUser, platform }) => {
  await person.withoutWebAuthn()
  person.user = await makeUser({ phone: true })
  const { id, redirectUrl } = await platform.mint(person.user.userId, 'payment', payment)
  const before = (await messagesTo(platform, person.user.phone)).length
  await person.open(redirectUrl)
  await person.press('continue')
  await person.submit()
  await person.expectScreen('confirm-identity')
  await person.ready()
  await person.button('send').dblclick()
  await expect(person.field('code')).toBeVisible()
  expect(await messagesTo(platform, person.user.phone)).toHaveLength(before + 1)
  await person.fill({ pin: '000001' })
  await person.button('submit').dblclick()
  await expect(person.problem).toHaveText(said('identity-not-accepted', { triesLeft: 4 }))
  const { tries } = await platform.evidence(id)
  expect(tries).toHaveLength(1)
})

test('a step that is not due leads to the one that is, and after the end to the end (WEB-19)', async ({
  person,
  makeUser,
  platform,
  assent,
}) => {
  await person.withoutWebAuthn()
  person.user = await makeUser({ phone: true })
  const { id, redirectUrl } = await platform.mint(person.user.userId, 'payment', payment)
  await person.open(redirectUrl)
  await person.press('continue')
  await person.expectScreen('confirm-email')
  const pages = [...stepIds.filter((step) => step !== 'welcome'), 'finish', 'elsewhere']
  for (const page of pages) {
    await person.open(`${assent.origin}/s/${id}/${page}`)
    await person.expectScreen('confirm-email')
  }
  expect(await travel(person)).toEqual(['confirm-email', 'confirm-identity', 'succeeded'])
  for (const page of pages) {
    await person.open(`${assent.origin}/s/${id}/${page}`)
    await person.expectScreen('succeeded')
  }
  await person.open(redirectUrl)
  await person.expectScreen('succeeded')
  expect(await platform.receipt(id, payment)).toMatchObject({ purpose: 'payment' })
})

test('after the welcome page the token is in no address, link, form, referrer or cookie (WEB-01, WEB-03)', async ({
  person,
  makeUser,
  platform,
}) => {
  await person.withoutWebAuthn()
  person.user = await makeUser({ phone: true })
  const { redirectUrl } = await platform.mint(person.user.userId, 'payment', payment)
  const token = new URL(redirectUrl).searchParams.get('token') ?? ''
  await person.open(redirectUrl)
  const later: string[] = []
  person.page.on('request', (request) => {
    if (request.url() !== redirectUrl)
      later.push(`${request.url()} ${request.headers()['referer']} ${request.postData()}`)
  })
  await person.press('continue')
  for (const step of ['confirm-email', 'confirm-identity']) {
    await person.expectScreen(step)
    expect(person.page.url()).not.toContain(token)
    const links = await person.page
      .locator('[href], [src], [action], input')
      .evaluateAll((all) => all.map((it) => it.outerHTML))
    expect(links.filter((link) => link.includes(token))).toEqual([])
    if (step === 'confirm-email') await person.submit()
  }
  expect(later.filter((request) => request.includes(token))).toEqual([])
  const cookies = await person.page.context().cookies()
  expect(JSON.stringify(cookies)).not.toContain(token)
  expect(cookies).toMatchObject([{ httpOnly: true, secure: false, sameSite: 'Lax', path: '/', domain: 'localhost' }])
  expect(cookies[0]?.name).toMatch(/^assent-ses_/)
})
