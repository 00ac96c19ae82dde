import type { Page } from '@playwright/test'
import { brandExamples } from '../../components/screens/brand-examples.ts'
import { violations } from '../accessibility/violations.ts'
import { expect, test } from '../fixtures.ts'
import { access, payment } from '../platform.ts'

/** A colour as the browser has it in the end. */
function colourOf(page: Page, selector: string, property = 'background-color'): Promise<string> {
  return page
    .locator(selector)
    .first()
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property)
}

const primary = '.button-primary'

test('who asks is seen by logo, name and colours, and can be read in both themes (A11Y-12)', async ({
  person,
  platform,
  makeUser,
}) => {
  const { page } = person
  person.user = await makeUser({ phone: true })
  await person.withoutWebAuthn()
  const { redirectUrl } = await platform.mint(person.user.userId, 'access', access)
  await person.open(redirectUrl)
  await person.ready()
  const logo = page.locator('.platform img')
  await expect(logo).toHaveAttribute('alt', '')
  await expect(page.locator('.platform')).toHaveText('Northwind')
  expect(await logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(136)
  expect(await colourOf(page, primary)).toBe('rgb(20, 80, 127)')
  expect(await violations(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  const [red = 0, green = 0, blue = 0] = (await colourOf(page, primary)).match(/\d+/g)?.map(Number) ?? []
  expect(Math.min(red, green, blue)).toBeGreaterThan(100)
  expect(await violations(page)).toEqual([])
  // The next page comes in place, with the colours, and breaks no policy: the fixture watches.
  await person.press('continue')
  await person.expectScreen('confirm-email')
  await page.emulateMedia({ colorScheme: 'light' })
  // Off the button, which has another shade under the pointer.
  await page.mouse.move(0, 0)
  expect(await colourOf(page, primary)).toBe('rgb(20, 80, 127)')
})

test('without JavaScript the colours are there, too', async ({ openBrowser, platform, makeUser }) => {
  const user = await makeUser({ phone: true })
  const { page, open } = await openBrowser(user, { javaScriptEnabled: false }).then((person) => ({
    page: person.page,
    open: (address: string) => person.open(address),
  }))
  const { redirectUrl } = await platform.mint(user.userId, 'access', access)
  await open(redirectUrl)
  expect(await colourOf(page, primary)).toBe('rgb(20, 80, 127)')
})

test('the head of a payment and of a payee is the same for every brand, and no other looks like it', async ({
  page,
  assent,
}) => {
  const head = async (picture: string, theme: string) => {
    await page.goto(`${assent.origin}/gallery/welcome/${picture}?lang=en&theme=${theme}`)
    return colourOf(page, '.operation')
  }
  for (const theme of ['light', 'dark']) {
    const own = await head('payment', theme)
    for (const brand of ['brand-payment', 'brand-light-ink', 'brand-loudest'])
      expect(await head(brand, theme)).toBe(own)
    const payee = await head('payee', theme)
    for (const brand of ['brand-payee', 'brand-red']) expect(await head(brand, theme)).toBe(payee)
    expect(new Set([own, payee, await head('brand-wide-logo', theme)]).size).toBe(3)
  }
})

test('a page stands still while its logo arrives, and is whole without it', async ({ page, assent }) => {
  const places = async () => [await page.locator('main').boundingBox(), await page.locator('.masthead').boundingBox()]
  for (const picture of ['brand-payment', 'brand-wordmark', 'brand-tall-logo', 'brand-wide-logo']) {
    const address = `${assent.origin}/gallery/welcome/${picture}?lang=en&theme=light`
    await page.goto(address)
    expect(
      await page.locator('.platform img').evaluate((image: HTMLImageElement) => image.naturalWidth),
    ).toBeGreaterThan(0)
    const whole = await places()
    // An answer without a picture: as long as it is on its way, and if it never comes.
    await page.route('**/gallery/*.webp', (route) =>
      route.fulfill({ status: 200, contentType: 'image/webp', body: '' }),
    )
    await page.goto(address)
    expect(await places(), picture).toEqual(whole)
    await page.unrouteAll()
  }
})

test('the way of a person through a payment has the logo on every page, the last one included', async ({
  person,
  platform,
  makeUser,
}) => {
  const { page } = person
  person.user = await makeUser({ phone: true })
  await person.withoutWebAuthn()
  const { redirectUrl } = await platform.mint(person.user.userId, 'payment', payment)
  await person.open(redirectUrl)
  const seen = () => expect(page.locator('.platform img[src^="/brand/"]')).toBeVisible()
  await seen()
  await person.press('continue')
  await person.expectScreen('confirm-email')
  await seen()
  await person.press('decline')
  await person.expectScreen('refused')
  await seen()
})

test('whatever colours were accepted, nothing on the page is hard to read in the dark (A11Y-12)', async ({
  page,
  assent,
}) => {
  for (const picture of Object.keys(brandExamples)) {
    await page.goto(`${assent.origin}/gallery/welcome/${picture}?lang=de&theme=dark`)
    await expect(page.locator('main h1')).toBeVisible()
    expect(await violations(page), picture).toEqual([])
  }
})
