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

test('on a desk what is approved stands beside the task, on a tablet above it', async ({ page, assent }) => {
  for (const picture of ['welcome/payment', 'confirm-identity/wrong', 'ended/done']) {
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.goto(`${assent.origin}/gallery/${picture}?lang=de`)
    const desk = await boxes(page)
    expect(desk.operation.right, picture).toBeLessThanOrEqual(desk.task.left + 1)
    expect(desk.operation.top, picture).toBe(desk.task.top)
    await page.setViewportSize({ width: 768, height: 1024 })
    const tablet = await boxes(page)
    expect(tablet.operation.bottom, picture).toBeLessThanOrEqual(tablet.task.top + 1)
    expect(tablet.operation.left, picture).toBe(tablet.task.left)
  }
})

test('an endless name leaves the first screen to what is approved', async ({ page, assent }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto(`${assent.origin}/gallery/welcome/brand-endless-name?lang=en`)
  const operation = await page.locator('.operation').boundingBox()
  expect(operation?.y).toBeLessThan(160)
})

/** Where the two parts of the card are. */
async function boxes(page: Page): Promise<Record<'operation' | 'task', DOMRect>> {
  const [operation, task] = await Promise.all(
    ['.operation', '.task'].map((part) => page.locator(part).evaluate((one) => one.getBoundingClientRect().toJSON())),
  )
  return { operation, task }
}

/** By how many pixels the page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
