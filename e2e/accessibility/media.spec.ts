import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { isHydrated } from '../is-hydrated.ts'
import { violations } from './violations.ts'

const pictures = [
  'welcome/payment',
  'confirm-identity/wrong',
  'use-passkey/payment',
  'give-phone/impossible',
  'ended/done',
]

for (const reducedMotion of ['no-preference', 'reduce'] as const) {
  test(`with motion ${reducedMotion} a press that is worked on is said, and ${reducedMotion === 'reduce' ? 'nothing' : 'only its ring'} moves (A11Y-16)`, async ({
    page,
    assent,
  }) => {
    await page.emulateMedia({ reducedMotion })
    await page.goto(`${assent.origin}/gallery/confirm-identity/code-sent`)
    await page.waitForFunction(isHydrated)
    // The answer stays away until the test is done with looking.
    const { promise: looked, resolve: answer } = Promise.withResolvers<void>()
    await page.route('**/gallery/**', async (route) => {
      if (route.request().method() === 'POST') await looked
      await route.continue()
    })
    const button = page.locator('button[value=submit]')
    await button.click()
    await expect(button).toHaveAttribute('data-working', 'true')
    await expect(page.getByRole('status').filter({ hasText: 'Please wait' })).toHaveCount(1)
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .filter(({ playState }) => playState === 'running')
        .map(({ effect }) => (effect as KeyframeEffect).pseudoElement),
    )
    expect(moving).toEqual(reducedMotion === 'reduce' ? [] : ['::after'])
    answer()
    await expect(button).not.toHaveAttribute('data-working')
  })
}

test('in forced colours every control, the card and a refusal have an edge, and the focus a ring (A11Y-16)', async ({
  page,
  assent,
}) => {
  await page.emulateMedia({ forcedColors: 'active' })
  for (const picture of pictures) {
    await page.goto(`${assent.origin}/gallery/${picture}`)
    const edgeless = await page
      .locator(
        '.card, .problem, .notice, .button-primary, .button-secondary, main input:not([type=hidden], [hidden]), select',
      )
      .evaluateAll((all) =>
        all
          .filter((element) => element.checkVisibility())
          .filter((element) => {
            const { borderBlockStartStyle, borderBlockStartWidth, borderBlockStartColor } = getComputedStyle(element)
            const seen = borderBlockStartStyle !== 'none' && Number.parseFloat(borderBlockStartWidth) >= 1
            return !seen || borderBlockStartColor === getComputedStyle(document.body).backgroundColor
          })
          .map((element) => element.outerHTML.slice(0, 80)),
      )
    expect(edgeless, picture).toEqual([])
    await page.keyboard.press('Tab')
    const ring = await page.locator(':focus').evaluate((one) => getComputedStyle(one).outlineStyle)
    expect(ring, picture).toBe('solid')
  }
})

test('on paper stand who asked, what was approved and how it ended, and no form (A11Y-16)', async ({
  page,
  assent,
}) => {
  await page.emulateMedia({ media: 'print' })
  for (const picture of pictures) {
    await page.goto(`${assent.origin}/gallery/${picture}`)
    const shown = (selector: string) =>
      page.locator(selector).evaluateAll((all) => all.filter((one) => one.checkVisibility()).length)
    expect(await shown('form, button, input, select, .foot, .sandbox, .time'), picture).toBe(0)
    expect(await shown('.platform'), picture).toBe(1)
    expect(await shown('.operation'), picture).toBe(1)
    expect(await shown('h1'), picture).toBe(1)
  }
  await expect(page.locator('.operation')).toContainText('€31.00')
  // The address behind the way back belongs to this browser, not on paper.
  expect(await page.locator('a[data-action=return]').evaluate((one) => one.checkVisibility())).toBe(false)
})

test('in the dark the ground is dark, the text light, and every contrast holds (A11Y-16, A11Y-12)', async ({
  page,
  assent,
}) => {
  for (const picture of pictures) {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.goto(`${assent.origin}/gallery/${picture}`)
    const dark = await lightness(page)
    expect(dark.ground, picture).toBeLessThan(0.1)
    expect(dark.text, picture).toBeGreaterThan(0.85)
    expect(await violations(page), picture).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
    expect((await lightness(page)).ground, picture).toBeGreaterThan(0.9)
  }
})

/** How light the page's ground and text are, 0 to 1. */
function lightness(page: Page): Promise<{ ground: number; text: number }> {
  return page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.body)
    const of = (written: string) => {
      const [red = 0, green = 0, blue = 0] = (written.match(/[\d.]+/g) ?? []).map(Number)
      return (red + green + blue) / 3 / 255
    }
    return { ground: of(backgroundColor), text: of(color) }
  })
}
