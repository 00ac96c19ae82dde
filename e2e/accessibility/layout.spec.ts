import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'

const crowded = ['welcome/payment-huge', 'confirm-identity/code-sent', 'give-phone/fresh', 'ended/too-many-tries']

test('with text twice as large nothing is lost sideways (A11Y-09)', async ({ page, assent }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  for (const picture of crowded) {
    await page.goto(`${assent.origin}/gallery/${picture}?lang=de`)
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%'
    })
    expect(await overflow(page), picture).toBe(0)
  }
})

test('with the text spacing of WCAG 1.4.12 nothing is lost sideways at 320 px (A11Y-09)', async ({ page, assent }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  for (const picture of crowded) {
    await page.goto(`${assent.origin}/gallery/${picture}?lang=de`)
    await page.evaluate(() => {
      for (const element of document.querySelectorAll<HTMLElement>('p, h1, dt, dd, li, label, button, summary, a')) {
        Object.assign(element.style, { lineHeight: '1.5', letterSpacing: '0.12em', wordSpacing: '0.16em' })
      }
    })
    expect(await overflow(page), picture).toBe(0)
  }
})

/** By how many pixels the page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
