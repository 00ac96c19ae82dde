import { existsSync } from 'node:fs'

/** For a browser in a container: no sandbox of its own, and no errand of its own on the network. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The Chromium of the machine; undefined means that Playwright's own is to be used. */
export function systemChromium(): string | undefined {
  const chosen = process.env['CHROMIUM_PATH']
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH is ${chosen}, but there is no such file.`)
    return chosen
  }
  return existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined
}
