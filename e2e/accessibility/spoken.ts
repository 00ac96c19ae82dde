import type { Page } from '@playwright/test'

/** What a screen reader would say by itself, in order: `polite: …` waits for a pause, `assertive: …` does not. */
export class Spoken {
  readonly #page: Page

  private constructor(page: Page) {
    this.#page = page
  }

  /** Listens to the live regions of every page that this one opens. */
  static async listen(page: Page): Promise<Spoken> {
    await page.addInitScript(() => {
      const own = globalThis as { spoken?: string[] }
      own.spoken = []
      const last = new WeakMap<Element, string>()
      const hear = (target: Node) => {
        const element = target instanceof Element ? target : target.parentElement
        const above = element?.closest('[role=status], [role=alert], [aria-live]')
        const within = element ? [...element.querySelectorAll('[role=alert]')] : []
        for (const region of above ? [above] : within) {
          const text = (region.textContent ?? '').trim()
          if (text !== '' && text !== last.get(region)) {
            own.spoken?.push(`${region.getAttribute('role') === 'alert' ? 'assertive' : 'polite'}: ${text}`)
          }
          last.set(region, text)
        }
      }
      const observer = new MutationObserver((changes) => {
        for (const { target, addedNodes } of changes) {
          hear(target)
          for (const node of addedNodes) hear(node)
        }
      })
      document.addEventListener('DOMContentLoaded', () =>
        observer.observe(document, { subtree: true, childList: true, characterData: true }),
      )
    })
    return new Spoken(page)
  }

  /** All that was said since the document came or the last call. */
  async since(): Promise<string[]> {
    return this.#page.evaluate(() => (globalThis as { spoken?: string[] }).spoken?.splice(0) ?? [])
  }
}
