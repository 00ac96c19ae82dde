import { expect, test } from '../fixtures.ts'
import { travel } from '../journey.ts'
import { payment } from '../platform.ts'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a second browser may take over, starts again, and the first is told (2.5)', async ({
      person,
      openBrowser,
      makeUser,
      platform,
    }) => {
      await person.withoutWebAuthn()
      person.user = await makeUser()
      const { id, redirectUrl } = await platform.mint(person.user.userId, 'enrolment')
      await person.open(redirectUrl)
      await person.press('continue')
      for (const step of ['confirm-email', 'enter-email-code', 'choose-pin']) {
        await person.expectScreen(step)
        await person.submit()
      }
      await person.expectScreen('repeat-pin')

      const second = await openBrowser(person.user, { javaScriptEnabled })
      await second.withoutWebAuthn()
      await second.open(redirectUrl)
      await second.expectScreen('elsewhere')
      expect(await platform.session(id)).toMatchObject({ step: 'repeat-pin' })
      await second.press('takeover')
      // What the first one proved and half made is void, and its code too: another one leaves at once.
      await second.expectScreen('confirm-email')

      await person.submit()
      await person.expectScreen('elsewhere')
      expect(await travel(second)).toEqual([
        'confirm-email',
        'enter-email-code',
        'choose-pin',
        'repeat-pin',
        'give-phone',
        'confirm-phone',
        'succeeded',
      ])
      await person.page.reload()
      await person.expectScreen('succeeded')
      // The first browser lost the session, so it is not shown what happened in it.
      await expect(person.main.locator('.operation')).toHaveCount(0)
    })
  })
}

test('the first browser may take the session back', async ({ person, openBrowser, makeUser, platform }) => {
  person.user = await makeUser({ passkey: true, phone: true })
  await person.addAuthenticator()
  const { redirectUrl } = await platform.mint(person.user.userId, 'payment', payment)
  await person.open(redirectUrl)
  await person.press('continue')
  await person.expectScreen('use-passkey')
  const second = await openBrowser(person.user)
  await second.open(redirectUrl)
  await second.press('takeover')
  await second.expectScreen('use-passkey')
  await person.press('skip')
  await person.expectScreen('elsewhere')
  await person.press('takeover')
  await person.expectScreen('use-passkey')
  await second.page.reload()
  await second.expectScreen('elsewhere')
  expect(await travel(person)).toEqual(['use-passkey', 'succeeded'])
})

test.describe('a session address that was passed on', () => {
  test.use({ expectedErrors: [/status of 404/] })

  test('an address without the link lets no other browser in', async ({ person, openBrowser, makeUser, platform }) => {
    person.user = await makeUser({ phone: true })
    const { redirectUrl } = await platform.mint(person.user.userId, 'payment', payment)
    await person.open(redirectUrl)
    await person.press('continue')
    await person.expectScreen('confirm-email')
    const thief = await openBrowser()
    const response = await thief.page.goto(person.page.url())
    expect(response?.status()).toBe(404)
    await thief.expectScreen('unknown')
  })
})
