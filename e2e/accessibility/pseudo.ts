import { expect, type Page } from '@playwright/test'
import { isHydrated } from '../is-hydrated.ts'

/**
 * Writes our own texts as a language would whose words are 1.6 times as long, or that is written from right to left in
 * other letters. What is approved stays as it is: no language changes an amount or an account.
 */
export async function pretend(page: Page, language: 'long' | 'right-to-left'): Promise<void> {
  // React finds fault with texts that it has not written, so it goes first.
  await page.waitForFunction(isHydrated)
  const before = await page.locator('main').textContent()
  await page.evaluate((wanted) => {
    const foreign = 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي'
    const rewrite = (text: string) =>
      text.replace(/\p{L}+/gu, (word) => {
        if (wanted === 'long') return word + 'm'.repeat(Math.ceil(word.length * 0.6))
        return [...word].map((letter) => foreign[(letter.codePointAt(0) ?? 0) % foreign.length]).join('')
      })
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const own = node.parentElement?.closest('bdi, script, style, time') === null
      if (own) node.nodeValue = rewrite(node.nodeValue ?? '')
    }
    if (wanted === 'right-to-left') document.documentElement.dir = 'rtl'
  }, language)
  expect(await page.locator('main').textContent()).not.toBe(before)
}
