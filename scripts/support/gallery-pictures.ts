import type { Browser } from '@playwright/test'
import type { Picture } from './contact-sheet.ts'
import type { SheetLook } from './gallery-flags.ts'

/** The names of all pictures (`screen/variant`), as the index of the gallery lists them. */
export async function galleryNames(browser: Browser, origin: string): Promise<string[]> {
  const page = await browser.newPage()
  try {
    await page.goto(`${origin}/gallery`)
    const links = await page
      .locator('a[href^="/gallery/"]')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')))
    return links.map((href) => (href ?? '').replace('/gallery/', ''))
  } finally {
    await page.close()
  }
}

/** Takes every named picture in one look, in the order of the names. */
export async function takePictures(
  browser: Browser,
  origin: string,
  look: SheetLook,
  names: string[],
): Promise<Picture[]> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.width < 700 ? 844 : 900 },
    reducedMotion: 'reduce',
  })
  const pictures = new Map<string, Picture>()
  const waiting = [...names]
  const work = async (): Promise<void> => {
    const page = await context.newPage()
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      await page.goto(`${origin}/gallery/${name}?lang=${look.lang}&theme=${look.theme}`)
      // Once React has taken over: a refusal takes the focus then, and its ring belongs to the picture.
      await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle, { timeout: 1000 })))
      pictures.set(name, { name, png: await page.screenshot({ fullPage: true }) })
    }
  }
  try {
    await Promise.all(Array.from({ length: 3 }, work))
  } finally {
    await context.close()
  }
  return names.flatMap((name) => pictures.get(name) ?? [])
}
