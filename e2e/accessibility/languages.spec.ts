import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { gallery } from '../gallery/gallery.ts'
import { pretend } from './pseudo.ts'

const pictures = Object.entries(gallery).flatMap(([screen, variants]) =>
  variants.map((variant) => `${screen}/${variant}`),
)

// Every picture, one after another: as long as a slow machine needs.
test.describe.configure({ timeout: 180_000 })

for (const language of ['long', 'right-to-left'] as const) {
  test(`a language that is ${language} fits 320 px on every picture, and nothing is cut off (I18N-03, A11Y-09)`, async ({
    page,
    assent,
  }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    for (const picture of pictures) {
      await page.goto(`${assent.origin}/gallery/${picture}?lang=en`)
      await pretend(page, language)
      expect(await cutOff(page), picture).toEqual([])
    }
  })
}

test('right to left, accounts and codes still read from left to right, and amounts stand by themselves (I18N-03)', async ({
  page,
  assent,
}) => {
  await page.goto(`${assent.origin}/gallery/confirm-identity/code-sent`)
  await pretend(page, 'right-to-left')
  const direction = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((one) => getComputedStyle(one).direction)
  expect(await direction('main')).toBe('rtl')
  for (const selector of ['.account bdi', '[name=code]', '[name=pin]', '.mask']) {
    expect(await direction(selector), selector).toBe('ltr')
  }
  expect(await page.locator('.operation-amount bdi').evaluate((one) => getComputedStyle(one).unicodeBidi)).toBe(
    'isolate',
  )
  // The label of a fact stands on the side where reading begins.
  const [label, value] = await Promise.all(
    ['.operation dt', '.operation dd'].map((selector) => page.locator(selector).first().boundingBox()),
  )
  expect(label?.x).toBeGreaterThan(value?.x ?? 0)
})

/** What stands outside the window or is wider than its box. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement
    const found = scrollWidth > clientWidth ? [`the page is ${scrollWidth - clientWidth} px too wide`] : []
    for (const element of document.querySelectorAll<HTMLElement>('main *, .foot *, .masthead *')) {
      if (!element.checkVisibility() || element.closest('.visually-hidden, select, svg')) continue
      const { left, right } = element.getBoundingClientRect()
      const clipped = getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1
      if (left < -0.5 || right > clientWidth + 0.5 || (clipped && element.tagName !== 'INPUT')) {
        found.push(element.outerHTML.slice(0, 80))
      }
    }
    return found
  })
}
