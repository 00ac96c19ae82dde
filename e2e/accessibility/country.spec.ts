import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { violations } from './violations.ts'

const search = (page: Page) => page.getByRole('combobox', { name: 'Country' })
const options = (page: Page) => page.getByRole('listbox', { name: /^(Country|Land)$/ }).getByRole('option')
const posted = (page: Page) => page.locator('[name=country]')

/** The number page of the gallery, once its script runs. */
async function open(page: Page, origin: string, lang = 'en'): Promise<void> {
  await page.goto(`${origin}/gallery/give-phone/fresh?lang=${lang}`)
  await expect(page.locator('[role=combobox]')).toBeVisible()
}

test('a country is found by typing and taken by keyboard alone (A11Y-11)', async ({ page, assent }) => {
  await open(page, assent.origin)
  await search(page).focus()
  await expect(search(page)).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.type('osterr')
  await expect(options(page)).toHaveText(['Austria +43'])
  await expect(search(page)).toHaveAttribute('aria-activedescendant', 'country-AT')
  await expect(page.getByRole('status').filter({ hasText: '1 country found' })).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(search(page)).toHaveValue('Austria (+43)')
  await expect(search(page)).toHaveAttribute('aria-expanded', 'false')
  await expect(search(page)).toBeFocused()
  await expect(posted(page)).toHaveValue('AT')
  // Nothing was sent: the first Enter belongs to the list.
  expect(new URL(page.url()).pathname).toBe('/gallery/give-phone/fresh')
})

test('arrows walk from the chosen country, Escape leaves it as it was, and nothing found is said', async ({
  page,
  assent,
}) => {
  await open(page, assent.origin)
  await search(page).focus()
  await page.keyboard.press('ArrowDown')
  await expect(options(page).filter({ hasText: 'France' }).first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowDown')
  await expect(search(page)).toHaveAttribute('aria-activedescendant', 'country-BE')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  // From the first to the last one, which has come into sight.
  const last = options(page).last()
  await expect(last).toHaveAttribute('aria-selected', 'true')
  await expect(last).toBeInViewport()
  await page.keyboard.press('Escape')
  await expect(search(page)).toHaveValue('France (+33)')
  await expect(options(page)).toHaveCount(0)
  await page.keyboard.type('atlantis')
  await expect(page.locator('.choices-none')).toHaveText('No country found')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Tab')
  await expect(search(page)).toHaveValue('France (+33)')
  await expect(page.locator('[name=phone]')).toBeFocused()
})

test('whoever types enough and goes on means what is marked; code and calling code do, too', async ({
  page,
  assent,
}) => {
  await open(page, assent.origin)
  for (const [typed, code] of [
    ['Deutschl', 'DE'],
    ['gb', 'GB'],
    ['+353', 'IE'],
  ] as const) {
    await search(page).focus()
    await page.keyboard.type(typed)
    await page.keyboard.press('Tab')
    await expect(posted(page)).toHaveValue(code)
  }
})

test('a number that is typed with its calling code brings its country, which is said', async ({ page, assent }) => {
  await open(page, assent.origin)
  await page.locator('[name=phone]').pressSequentially('+4917')
  await expect(posted(page)).toHaveValue('DE')
  await expect(search(page)).toHaveValue('Germany (+49)')
  await expect(page.getByRole('status').filter({ hasText: 'Germany (+49)' })).toHaveCount(1)
  await expect(page.locator('[name=phone]')).toBeFocused()
})

test('what the browser fills into the list is shown', async ({ page, assent }) => {
  await open(page, assent.origin)
  await posted(page).selectOption('IT')
  await expect(search(page)).toHaveValue('Italy (+39)')
})

test('the list stays inside 320 px, with large places, no finding of axe, in light and in forced colours (A11Y-09, A11Y-10)', async ({
  page,
  assent,
}) => {
  await page.setViewportSize({ width: 320, height: 640 })
  for (const forcedColors of ['none', 'active'] as const) {
    await page.emulateMedia({ forcedColors })
    await open(page, assent.origin, 'de')
    await page.getByRole('combobox', { name: 'Land' }).click()
    await expect(options(page).first()).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    const heights = await options(page).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44)
    expect(await violations(page)).toEqual([])
    const marked = page.locator('[role=option][aria-selected=true]')
    expect(await marked.evaluate((one) => getComputedStyle(one).outlineStyle)).toBe('solid')
  }
})

test.describe('by touch', () => {
  // As high as a phone's window is above its keyboard.
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 500 } })

  test('a tap opens the list at the top of the window, and a tap chooses', async ({ page, assent }) => {
    await open(page, assent.origin)
    await search(page).tap()
    await expect(options(page).first()).toBeVisible()
    const top = await search(page).evaluate((field) => field.getBoundingClientRect().top)
    expect(top).toBeLessThan(80)
    await options(page).filter({ hasText: 'Luxembourg' }).tap()
    await expect(posted(page)).toHaveValue('LU')
    await expect(options(page)).toHaveCount(0)
  })
})

test('the country that was chosen is there after a refusal, and is what the server reads', async ({
  person,
  platform,
  makeUser,
}) => {
  await person.withoutWebAuthn()
  person.user = await makeUser()
  await platform.saveUser(person.user.userId, { email: person.user.email })
  await person.open((await platform.mint(person.user.userId, 'enrolment')).redirectUrl)
  await person.press('continue')
  for (const step of ['confirm-email', 'enter-email-code', 'choose-pin', 'repeat-pin']) {
    await person.expectScreen(step)
    await person.submit()
  }
  await person.expectScreen('give-phone')
  await person.ready()
  const { page } = person
  // The browser speaks British English, and the platform has given no number.
  await expect(posted(page)).toHaveValue('GB')
  await search(page).click()
  await page.keyboard.type('germ')
  await page.keyboard.press('Enter')
  await person.field('phone').fill('12')
  await person.press('submit')
  await expect(person.problem).toBeFocused()
  await expect(search(page)).toHaveValue('Germany (+49)')
  await expect(posted(page)).toHaveValue('DE')
  await search(page).click()
  await page.keyboard.type('france')
  await page.keyboard.press('Enter')
  await person.field('phone').fill(`0${person.user.phone.slice(3)}`)
  await person.press('submit')
  await person.expectScreen('confirm-phone')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the native list is there, the likely countries first (A11Y-17)', async ({ page, assent }) => {
    await page.goto(`${assent.origin}/gallery/give-phone/fresh`)
    await expect(page.getByRole('combobox', { name: 'Country' })).toHaveValue('FR')
    await expect(page.locator('[name=country] option').first()).toHaveText('France (+33)')
    await page.getByRole('combobox', { name: 'Country' }).selectOption('DE')
  })
})
