import { locales } from '../../lib/i18n/locales.ts'
import { expect, test } from '../fixtures.ts'
import { gallery } from '../gallery/gallery.ts'
import { access } from '../platform.ts'
import { tooSmall } from './too-small.ts'
import { violations } from './violations.ts'

const beside = ['help', 'accessibility'] as const

for (const name of beside) {
  test(`/${name} speaks seven languages and is accessible in each, in both themes and at 320 px (A11Y-01, A11Y-15)`, async ({
    page,
    assent,
  }) => {
    const titles = new Set<string>()
    for (const [index, locale] of locales.entries()) {
      await page.emulateMedia({ colorScheme: index % 2 ? 'dark' : 'light' })
      await page.setViewportSize({ width: 320, height: 700 })
      const answer = await page.goto(`${assent.origin}/${name}?lang=${locale}`)
      expect(answer?.status()).toBe(200)
      await expect(page.locator('html')).toHaveAttribute('lang', locale)
      await expect(page.locator('main')).toHaveAttribute('data-step', name)
      titles.add((await page.locator('main').textContent()) ?? '')
      expect(await violations(page), locale).toEqual([])
      expect(await tooSmall(page), locale).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth), locale).toBe(320)
    }
    expect(titles.size).toBe(locales.length)
  })
}

test('help, accessibility, language and maker stand below every page in the same order (A11Y-15)', async ({
  assent,
}) => {
  const signs = ['href="/help?lang=en"', 'href="/accessibility?lang=en"', 'name="locale"', 'class="maker"']
  const pictures = Object.entries(gallery).flatMap(([screen, variants]) => variants.map((each) => `${screen}/${each}`))
  for (const picture of pictures) {
    const html = await (await fetch(`${assent.origin}/gallery/${picture}?lang=en`)).text()
    const foot = /<footer class="foot">.*?<\/footer>/s.exec(html)?.[0] ?? ''
    const places = signs.map((sign) => foot.indexOf(sign))
    expect(Math.min(...places), `${picture}: all of ${signs.join(', ')}`).toBeGreaterThan(0)
    expect(places, picture).toEqual([...places].sort((a, b) => a - b))
    // One way to help, not two that look alike.
    expect(foot, picture).not.toContain('<details')
    expect(html, picture).toContain('We never ask for your PIN or a code')
  }
})

test('help opens beside the step by keyboard, in its language, and takes nothing with it (A11Y-15)', async ({
  openBrowser,
  makeUser,
  platform,
  assent,
}) => {
  const person = await openBrowser(await makeUser({ phone: true }), { locale: 'de-DE' })
  const { page } = person
  await person.withoutWebAuthn()
  const { redirectUrl } = await platform.mint(person.user.userId, 'access', access)
  for (const name of beside) {
    await person.open(redirectUrl)
    await person.ready()
    // Already on the welcome page, whose address has the token.
    const link = page.locator(`.foot-links a[href^="/${name}"]`)
    await expect(link).toContainText('neuen Tab')
    await link.focus()
    const [opened] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')])
    await opened.waitForLoadState()
    expect(opened.url()).toBe(`${assent.origin}/${name}?lang=de`)
    expect(await opened.evaluate(() => [document.referrer, opener])).toEqual(['', null])
    await expect(opened.locator('html')).toHaveAttribute('lang', 'de')
    // From here the other one opens in place, and Back leads here again.
    await opened.locator('.foot-links a:not([aria-current])').first().click()
    await opened.goBack()
    await expect(opened.locator('main')).toHaveAttribute('data-step', name)
    await opened.close()
  }
  // What was typed on the step stays, and the session goes on.
  await person.press('continue')
  await person.expectScreen('confirm-email')
  await person.field('email').fill(person.user.email)
  const [opened] = await Promise.all([
    page.context().waitForEvent('page'),
    page.locator('.foot-links a[href^="/help"]').click(),
  ])
  await opened.close()
  await expect(person.field('email')).toHaveValue(person.user.email)
  await person.press('submit')
  await person.expectScreen('confirm-identity')
})

test('the language of a page beside the steps is changed on it, and kept by its links', async ({ page, assent }) => {
  await page.goto(`${assent.origin}/help`)
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.locator('[name=locale]').selectOption('fr')
  await page.locator('button[value=set-language]').click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
  await page.locator('.foot-links a[href^="/accessibility"]').click()
  await expect(page.locator('main')).toHaveAttribute('data-step', 'accessibility')
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
})
