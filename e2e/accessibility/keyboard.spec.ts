import { expect, test } from '../fixtures.ts'
import { gallery } from '../gallery/gallery.ts'
import { codeTo } from '../inbox.ts'
import { goToCode } from '../journey.ts'
import type { Person } from '../person.ts'
import { payment } from '../platform.ts'
import { said } from '../text.ts'
import { violations } from './violations.ts'

/** Tabs until a field or button has the focus, which must be visible there. */
async function tabTo({ page }: Person, selector: string): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    if (await focused.evaluate((element, wanted) => element.matches(wanted), selector)) {
      const shown = await focused.evaluate((element) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
        return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
      })
      expect(shown, `the focus of ${selector} is visible`).toBe(true)
      return
    }
  }
  throw new Error(`no way by keyboard to ${selector}`)
}

const button = (action: string) => `button[name=action][value=${action}]`

test('a payment is approved, and a mistake corrected, by keyboard alone (A11Y-06)', async ({
  person,
  platform,
  makeUser,
}) => {
  const { page } = person
  await person.withoutWebAuthn()
  person.user = await makeUser({ phone: true })
  const { user } = person
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  await person.open(redirectUrl)
  await person.ready()
  await tabTo(person, button('continue'))
  await page.keyboard.press('Enter')
  await person.expectScreen('confirm-email')
  await person.ready()
  await tabTo(person, '[name=email]')
  await page.keyboard.type('somebody@example.com')
  await page.keyboard.press('Enter')
  await expect(person.problem).toHaveText(said('email-not-accepted'))
  await expect(person.problem).toBeFocused()
  expect(await violations(page)).toEqual([])
  await tabTo(person, '[name=email]')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(user.email)
  await page.keyboard.press('Enter')
  await person.expectScreen('confirm-identity')
  await person.ready()
  await tabTo(person, button('send'))
  await page.keyboard.press('Space')
  await expect(person.field('code')).toBeVisible()
  await tabTo(person, '[name=pin]')
  await page.keyboard.type(user.pin)
  await tabTo(person, '[name=code]')
  await page.keyboard.type(await codeTo(platform, user.phone))
  // Six digits are typed, and nothing has been sent yet (A11Y-05).
  await person.expectScreen('confirm-identity')
  await tabTo(person, button('submit'))
  await page.keyboard.press('Enter')
  await person.expectScreen('succeeded')
  expect(await platform.session(id)).toMatchObject({ status: 'succeeded' })
})

test('when the next step comes in place, its heading has the focus', async ({ person, platform, makeUser }) => {
  await person.withoutWebAuthn()
  person.user = await makeUser()
  await person.open((await platform.mint(person.user.userId, 'enrolment')).redirectUrl)
  await person.press('continue')
  for (const step of ['confirm-email', 'enter-email-code', 'choose-pin', 'repeat-pin', 'give-phone']) {
    await person.expectScreen(step)
    await expect(person.main.locator('h1')).toBeFocused()
    await person.submit()
  }
})

test('fields tell password managers and the browser what they are (A11Y-11, PIN-06, SMS-02)', async ({
  page,
  assent,
}) => {
  const attributes = async (picture: string, name: string) => {
    await page.goto(`${assent.origin}/gallery/${picture}`)
    return page.locator(`[name=${name}]`).evaluate((field) => {
      const { type, inputMode, autocomplete, maxLength } = field as HTMLInputElement
      return { type, inputMode, autocomplete, maxLength }
    })
  }
  const [identity = ''] = gallery['confirm-identity']?.filter((variant) => variant.includes('sent')) ?? []
  const numeric = { inputMode: 'numeric', maxLength: -1 }
  expect(await attributes(`confirm-identity/${identity}`, 'code')).toEqual({
    ...numeric,
    type: 'text',
    autocomplete: 'one-time-code',
  })
  expect(await attributes(`confirm-identity/${identity}`, 'pin')).toEqual({
    ...numeric,
    type: 'password',
    autocomplete: 'current-password',
  })
  const [choose = ''] = gallery['choose-pin'] ?? []
  expect(await attributes(`choose-pin/${choose}`, 'pin')).toMatchObject({ autocomplete: 'new-password' })
})

test('a code pasted with a blank in it is taken, and nothing is sent until the button is pressed (SMS-02, A11Y-02, A11Y-05)', async ({
  person,
  platform,
  makeUser,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await person.withoutWebAuthn()
  person.user = await makeUser({ phone: true })
  await goToCode(person, (await platform.mint(person.user.userId, 'payment', payment)).redirectUrl)
  await person.ready()
  const code = await codeTo(platform, person.user.phone)
  await person.page.evaluate((text) => navigator.clipboard.writeText(text), `${code.slice(0, 3)} ${code.slice(3)}`)
  await person.field('code').focus()
  await person.page.keyboard.press('ControlOrMeta+V')
  await expect(person.field('code')).toHaveValue(code)
  const sent: string[] = []
  person.page.on('request', (request) => sent.push(`${request.method()} ${request.url()}`))
  await person.field('pin').fill(person.user.pin)
  await person.field('code').fill('')
  await person.field('code').pressSequentially(code)
  // Whatever six complete fields might have started would be under way by the next frame.
  await person.page.evaluate(
    () => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))),
  )
  expect(sent).toEqual([])
  await person.press('submit')
  await person.expectScreen('succeeded')
})
