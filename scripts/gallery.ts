// `npm run gallery -- [--lang en,de] [--theme light,dark] [--width 320,390] [--only welcome,ended/declined]`:
// contact sheets of every screen in every state, one for each language, theme and width. For eyes; nothing is asserted.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { freePort, start } from '../e2e/process.ts'
import { chromiumFlags, systemChromium } from './support/chromium.ts'
import { writeSheet } from './support/contact-sheet.ts'
import { type GalleryFlags, galleryFlags } from './support/gallery-flags.ts'
import { galleryNames, takePictures } from './support/gallery-pictures.ts'
import { run } from './support/run.ts'

const sheets = 'test-results/gallery'

try {
  const flags = galleryFlags(process.argv.slice(2))
  for (const script of [['scripts/browser.ts'], ['scripts/build.ts', '--if-stale']]) {
    const code = await run('node', script)
    if (code !== 0) process.exit(code)
  }
  await withServer((origin) => drawSheets(origin, flags))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

/** Runs the server in sandbox mode on a free port, with data that nobody keeps. */
async function withServer(work: (origin: string) => Promise<void>): Promise<void> {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const data = mkdtempSync(join(tmpdir(), 'assent-gallery-'))
  const env = { PORT: String(port), ASSENT_URL: origin, ASSENT_MODE: 'sandbox', ASSENT_DATA: data }
  const remove = () => rmSync(data, { recursive: true, force: true })
  const server = await start('server.ts', env, `${origin}/readyz`).catch((fault) => {
    remove()
    throw fault
  })
  const end = () => server.stop().then(remove)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void end().then(() => process.exit(1)))
  }
  await work(origin).finally(end)
}

async function drawSheets(origin: string, { looks, only }: GalleryFlags): Promise<void> {
  const executablePath = systemChromium()
  const browser = await chromium.launch({
    args: chromiumFlags,
    ...(executablePath ? { executablePath } : { channel: 'chromium' }),
    // The handlers above end the server first; Playwright's own would end the process before that.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
  try {
    const all = await galleryNames(browser, origin)
    const names = all.filter((name) => only.length === 0 || only.some((one) => `${name}/`.startsWith(`${one}/`)))
    if (names.length === 0) throw new Error(`The gallery has no ${only.join(', ')}. It has:\n${all.join('\n')}`)
    mkdirSync(sheets, { recursive: true })
    const paths: string[] = []
    for (const look of looks) {
      const part = only.map((name) => name.replace('/', '-'))
      const path = join(sheets, `${[...part, look.lang, look.theme, look.width].join('-')}.png`)
      await writeSheet(browser, look, await takePictures(browser, origin, look, names), path)
      paths.push(path)
    }
    console.log(paths.join('\n'))
  } finally {
    await browser.close()
  }
}
