import { launch, type Page } from 'puppeteer-core'
import type { OpenProfile, Tab } from './tab.ts'

const viewport = { width: 390, height: 844 }

/** Firefox as Debian has it, over WebDriver BiDi. */
export const openFirefox: OpenProfile = async ({ scripts }) => {
  const browser = await launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
    defaultViewport: viewport,
    extraPrefsFirefox: { 'javascript.enabled': scripts, 'intl.accept_languages': 'en-GB' },
  })
  return { newTab: async () => tabOf(await browser.newPage()), close: () => browser.close() }
}

function tabOf(page: Page): Tab {
  return {
    open: async (address) => void (await page.goto(address)),
    address: async () => page.url(),
    evaluate: (work, ...given) => page.evaluate(work as never, ...given) as never,
    click: async (selector) => {
      await page.bringToFront()
      const { x, y } = await page.evaluate(middleOf, selector)
      await page.mouse.click(x, y)
    },
    type: async (selector, text) => {
      await page.evaluate((wanted) => document.querySelector<HTMLInputElement>(wanted)?.select(), selector)
      await page.keyboard.type(text)
    },
    choose: async (selector, value) => void (await page.select(selector, value)),
    back: async () => void (await page.goBack()),
    reload: async () => void (await page.reload()),
  }
}

/** Where to press. Puppeteer's own click waits for an animation frame, which a page without scripts never gets. */
function middleOf(selector: string): { x: number; y: number } {
  const found = document.querySelector(selector)
  if (!found) throw new Error(`there is no ${selector}`)
  found.scrollIntoView({ block: 'center' })
  const { left, top, width, height } = found.getBoundingClientRect()
  return { x: left + width / 2, y: top + height / 2 }
}
