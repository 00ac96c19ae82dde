import type { Browser } from '@playwright/test'
import type { SheetLook } from './gallery-flags.ts'

export interface Picture {
  /** Screen and variant. */
  readonly name: string
  readonly png: Buffer
}

// A phone stays at its own size, so that its text is sharp; what is wider shrinks to about that.
const widest = 400
const gap = 24

/** Puts pictures into a grid, each with its name below, and writes the sheet as a PNG. */
export async function writeSheet(browser: Browser, look: SheetLook, pictures: Picture[], path: string): Promise<void> {
  const cell = Math.min(look.width, widest)
  // Most pictures are about twice as high as wide, so twice as many columns as rows make the sheet a square.
  const columns = Math.ceil(Math.sqrt(pictures.length * 2))
  const page = await browser.newPage({ viewport: { width: columns * (cell + gap) + gap, height: 800 } })
  try {
    await page.setContent(html(pictures, columns, cell))
    await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())))
    await page.screenshot({ path, fullPage: true })
  } finally {
    await page.close()
  }
}

function html(pictures: Picture[], columns: number, cell: number): string {
  const figures = pictures.map(
    ({ name, png }) => `<figure>
      <img src="data:image/png;base64,${png.toString('base64')}" alt="">
      <figcaption>${name}</figcaption>
    </figure>`,
  )
  // Grey, so that the edge of a picture shows in light and dark.
  return `<!doctype html>
    <style>
      body {
        display: grid;
        grid-template-columns: repeat(${columns}, ${cell}px);
        align-items: start;
        gap: ${gap}px;
        margin: ${gap}px;
        background: #8a8f98;
        font: 600 15px/1.4 system-ui, sans-serif;
      }
      figure { margin: 0; }
      img { display: block; width: 100%; }
      figcaption { padding-top: 6px; overflow-wrap: anywhere; }
    </style>
    ${figures.join('')}`
}
