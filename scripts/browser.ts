// Makes sure that there is a Chromium for the browser journeys.
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { systemChromium } from './support/chromium.ts'
import { installFromDebian } from './support/debian-packages.ts'
import { run } from './support/run.ts'

const packages = ['chromium', 'fonts-liberation', 'fonts-noto-color-emoji']

if (systemChromium() === undefined && !existsSync(chromium.executablePath())) await install()

async function install(): Promise<void> {
  console.log('No Chromium found; installing one …')
  if (await installFromDebian(packages, ['/usr/bin/chromium'])) return
  if ((await run('playwright', ['install', '--with-deps', 'chromium'])) === 0) return
  console.error('Could not install Chromium. Install one yourself and name it with CHROMIUM_PATH=/path/to/chromium.')
  process.exit(1)
}
