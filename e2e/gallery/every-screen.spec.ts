import { locales } from '../../lib/i18n/locales.ts'
import { tooSmall } from '../accessibility/too-small.ts'
import { violations } from '../accessibility/violations.ts'
import { expect, test } from '../fixtures.ts'
import { gallery } from './gallery.ts'

// Hundreds of pictures, one after another: as long as a slow machine needs.
test.describe.configure({ timeout: 180_000 })

for (const [screen, variants] of Object.entries(gallery)) {
  test(`${screen} is accessible in every state, large enough to press, and fits 320 px (A11Y-01, A11Y-09, A11Y-10)`, async ({
    page,
    assent,
  }) => {
    for (const variant of variants) {
      await page.setViewportSize({ width: 390, height: 844 })
      await page.goto(`${assent.origin}/gallery/${screen}/${variant}?lang=en&theme=light`)
      await expect(page.locator('main h1')).toBeVisible()
      expect(await violations(page), variant).toEqual([])
      expect(await tooSmall(page), variant).toEqual([])
      await page.setViewportSize({ width: 320, height: 640 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth), variant).toBe(320)
    }
  })
}

test('a sample in other languages, in the dark, narrow and wide is accessible, too', async ({ page, assent }) => {
  const others = locales.filter((locale) => locale !== 'en')
  const widths = [320, 1280, 390, 820]
  // Every sixth picture; language and width move on with each, so that all of them come up.
  const sample = Object.entries(gallery)
    .flatMap(([screen, variants]) => variants.map((variant) => `${screen}/${variant}`))
    .filter((_, index) => index % 6 === 0)
  for (const [index, picture] of sample.entries()) {
    const lang = others[index % others.length] ?? ''
    await page.setViewportSize({ width: widths[index % widths.length] ?? 390, height: 800 })
    await page.goto(`${assent.origin}/gallery/${picture}?lang=${lang}&theme=${index % 3 ? 'dark' : 'light'}`)
    await expect(page.locator('html')).toHaveAttribute('lang', lang)
    expect(await violations(page), `${picture} ${lang}`).toEqual([])
  }
})

test('every state of every screen is there in every language', async ({ assent }) => {
  const addresses = Object.entries(gallery).flatMap(([screen, variants]) =>
    variants.flatMap((variant) => locales.map((lang) => `/gallery/${screen}/${variant}?lang=${lang}`)),
  )
  for (let start = 0; start < addresses.length; start += 8) {
    const pages = await Promise.all(
      addresses.slice(start, start + 8).map(async (address) => {
        const response = await fetch(assent.origin + address)
        return { address, status: response.status, html: await response.text() }
      }),
    )
    for (const { address, status, html } of pages) {
      expect(status, address).toBe(200)
      expect(html, address).toContain(`<html lang="${new URL(address, assent.origin).searchParams.get('lang')}"`)
      // next-intl writes the key where a text is missing.
      expect(/>(frame|steps|purposes|refusals|ends|finish)\.[\w.-]+</.exec(html)?.[0], address).toBeUndefined()
    }
  }
})
