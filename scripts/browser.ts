// Makes sure that there is a Chromium for the browser journeys.
import { existsSync, readFileSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { systemChromium } from './support/chromium.ts'
import { run } from './support/run.ts'

const packages = ['chromium', 'fonts-liberation', 'fonts-noto-color-emoji']

if (systemChromium() === undefined && !existsSync(chromium.executablePath())) await install()

async function install(): Promise<void> {
  console.log('No Chromium found; installing one …')
  if (debianRoot() && (await fromDebian())) return
  if ((await run('playwright', ['install', '--with-deps', 'chromium'])) === 0) return
  console.error('Could not install Chromium. Install one yourself and name it with CHROMIUM_PATH=/path/to/chromium.')
  process.exit(1)
}

// Only Debian proper: Ubuntu's package of that name is a stub for a snap, which containers cannot run.
function debianRoot(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}

async function fromDebian(): Promise<boolean> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], env)
  const code = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], env)
  return code === 0 && systemChromium() !== undefined
}
