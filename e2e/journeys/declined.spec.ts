import { expect, test } from '../fixtures.ts'
import { payment } from '../platform.ts'
import { ask, becomeEnrolledCustomer, comeBack } from '../shop.ts'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('whoever cancels on the welcome page goes back, and the platform knows (WEB-11)', async ({
      person,
      assent,
    }) => {
      await becomeEnrolledCustomer(person, assent, { phone: true })
      await ask(person, assent, 'payment')
      await person.press('decline')
      await person.expectScreen('refused')
      await expect(person.main).toHaveAttribute('data-cause', 'cancelled')
      expect(await comeBack(person)).toMatchObject({ status: 'refused', problem: 'cancelled', hint: 'refused' })
    })

    test('"I did not start this" is told apart from a cancellation', async ({ person, assent }) => {
      await becomeEnrolledCustomer(person, assent, { phone: true })
      await ask(person, assent, 'payment')
      await person.press('not-me')
      await person.expectScreen('refused')
      await expect(person.main).toHaveAttribute('data-cause', 'not-me')
      expect(await comeBack(person)).toMatchObject({ status: 'refused', problem: 'not-me' })
    })
  })
}

test('every step can be declined, also after something was proved (A11Y-07)', async ({
  person,
  makeUser,
  platform,
}) => {
  person.user = await makeUser({ passkey: true, phone: true })
  await person.addAuthenticator()
  const walk = { 'use-passkey': [], 'confirm-email': ['skip'], 'confirm-identity': ['skip', 'submit'] }
  for (const [step, actions] of Object.entries(walk)) {
    const { id, redirectUrl } = await platform.mint(person.user.userId, 'payment', payment)
    await person.open(redirectUrl)
    await person.press('continue')
    for (const action of actions) {
      await (action === 'submit' ? person.submit() : person.press(action))
    }
    await person.expectScreen(step)
    await person.press('decline')
    await person.expectScreen('refused')
    expect(await platform.session(id)).toMatchObject({ status: 'refused', reason: 'cancelled' })
  }
})

test('declining an enrolment leaves nothing of it', async ({ person, makeUser, platform }) => {
  person.user = await makeUser()
  await person.withoutWebAuthn()
  const { id, redirectUrl } = await platform.mint(person.user.userId, 'enrolment')
  await person.open(redirectUrl)
  await person.press('continue')
  for (const step of ['confirm-email', 'enter-email-code', 'choose-pin', 'repeat-pin']) {
    await person.expectScreen(step)
    await person.submit()
  }
  await person.expectScreen('give-phone')
  await person.press('decline')
  await person.expectScreen('refused')
  expect(await platform.session(id)).toMatchObject({ status: 'refused' })
  expect(await platform.user(person.user.userId)).toMatchObject({ status: 'pending-enrolment', factors: [] })
})
