import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { isHydrated } from '../is-hydrated.ts'

/** Each step as it comes, with a refusal, and the ends. */
const pictures = [
  'welcome/payment',
  'use-passkey/payment',
  'confirm-email/fresh',
  'enter-email-code/fresh',
  'create-passkey/fresh',
  'choose-pin/fresh',
  'repeat-pin/fresh',
  'give-phone/fresh',
  'confirm-phone/fresh',
  'confirm-identity/fresh',
  'confirm-identity/wrong',
  'ended/done',
  'ended/time-over',
]

for (const picture of pictures) {
  test(`${picture} has the names, roles and order of focus that were agreed (A11Y-11)`, async ({ page, assent }) => {
    await page.goto(`${assent.origin}/gallery/${picture}?lang=en`)
    await page.waitForFunction(isHydrated)
    // The countdown goes on while we look.
    const tree = (await page.locator('body').ariaSnapshot()).replaceAll(/\b\d:\d\d\b/g, '0:18')
    const order = await focusOrder(page)
    const text = `${tree}\n\n# By Tab, in this order:\n${order.map((stop) => `# ${stop}`).join('\n')}\n`
    // `npm run e2e -- e2e/accessibility/tree.spec.ts -u` writes them anew; read the difference before you keep it.
    expect(text).toMatchSnapshot(`${picture.replace('/', '-')}.txt`)
  })
}

/** Tabs from the start of the document through everything that takes the focus. */
async function focusOrder(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    getSelection()?.removeAllRanges()
    document.body.tabIndex = -1
    document.body.focus()
  })
  const stops: string[] = []
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      const element = document.activeElement
      if (!(element instanceof HTMLElement) || element === document.body) return null
      const { labels } = element as HTMLInputElement
      const name = labels?.[0]?.textContent ?? element.textContent ?? ''
      return `${element.tagName.toLowerCase()} ${name.trim()}`
    })
    if (stop === null || (stop === stops[0] && presses > 0)) return stops
    stops.push(stop)
  }
  throw new Error(`the focus is caught: ${stops.join(', ')}`)
}
