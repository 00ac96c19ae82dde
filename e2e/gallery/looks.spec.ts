import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { isHydrated } from '../is-hydrated.ts'

/** Few pictures, of what everybody sees: a change that nobody meant shows in one of them. */
const looks = [
  { picture: 'welcome/payment', theme: 'light', width: 390, lang: 'en' },
  { picture: 'welcome/payment', theme: 'dark', width: 390, lang: 'en' },
  { picture: 'confirm-identity/code-sent', theme: 'light', width: 390, lang: 'en' },
  { picture: 'confirm-identity/wrong', theme: 'dark', width: 390, lang: 'en' },
  { picture: 'use-passkey/payment', theme: 'light', width: 390, lang: 'en' },
  { picture: 'give-phone/fresh', theme: 'light', width: 320, lang: 'fr' },
  { picture: 'welcome/payee', theme: 'light', width: 1280, lang: 'de' },
  { picture: 'ended/done', theme: 'light', width: 390, lang: 'en' },
] as const

for (const { picture, theme, width, lang } of looks) {
  test(`${picture} in ${lang}, ${theme}, ${width} px looks as it did`, async ({ page, assent }) => {
    await page.setViewportSize({ width, height: 844 })
    await page.goto(`${assent.origin}/gallery/${picture}?lang=${lang}&theme=${theme}`)
    await page.waitForFunction(isHydrated)
    await useFonts(page)
    // One part in fifty: letters may be drawn a little differently by another version of the browser. A moved line, a
    // lost button or another colour is more.
    await expect(page).toHaveScreenshot(`${picture.replace('/', '-')}-${lang}-${theme}-${width}.png`, {
      fullPage: true,
      animations: 'disabled',
      caret: 'hide',
      maxDiffPixelRatio: 0.02,
    })
  })
}

/**
 * Sets the page in Liberation, which comes with the browser (`npm run browser`), in place of the system's own font.
 * Throws where the machine does not have it: a comparison with other letters would say nothing.
 */
async function useFonts(page: Page): Promise<void> {
  const missing = await page.evaluate(() => {
    const pen = document.createElement('canvas').getContext('2d')
    const width = (font: string) => {
      if (pen) pen.font = `40px ${font}`
      return pen?.measureText('Approve 31.00 mmiiWW').width
    }
    const has = (font: string, other: string) => width(`"${font}", ${other}`) !== width(other)
    const { style } = document.documentElement
    style.setProperty('--font', "'Liberation Sans'")
    style.setProperty('--digits', "'Liberation Mono'")
    return [
      has('Liberation Sans', 'monospace') ? [] : ['Liberation Sans'],
      has('Liberation Mono', 'serif') ? [] : ['Liberation Mono'],
    ].flat()
  })
  if (missing.length > 0) {
    throw new Error(
      `This machine has no ${missing.join(' and no ')}: install fonts-liberation (Debian, Ubuntu) or liberation-fonts.`,
    )
  }
}
