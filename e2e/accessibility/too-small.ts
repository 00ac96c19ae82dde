import type { Page } from '@playwright/test'

/** What can be pressed on a page and is less than 24 px wide or high, 44 px where it finishes a step (A11Y-10). */
export function tooSmall(page: Page): Promise<string[]> {
  return page.locator('button, a.button, select, input:not([type=hidden]), summary').evaluateAll((all) =>
    all
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect()
        return Math.min(width, height) < (element.matches('.button-primary') ? 44 : 24)
      })
      .map((element) => element.outerHTML.slice(0, 80)),
  )
}
