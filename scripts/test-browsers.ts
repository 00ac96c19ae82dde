// `npm run test:browsers -- [playwright arguments]`: journeys in Firefox and WebKit as Debian ships them.
import { existsSync } from 'node:fs'
import { installFromDebian } from './support/debian-packages.ts'
import { run } from './support/run.ts'

const packages = ['firefox-esr', 'webkit2gtk-driver', 'xvfb', 'x11-xkb-utils', 'fonts-liberation']
const files = ['/usr/bin/firefox-esr', '/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb', '/usr/bin/xkbcomp']

if (!files.every((file) => existsSync(file)) && !(await installFromDebian(packages, files))) {
  console.error(`These are needed: ${files.join(', ')}. On Debian: apt-get install ${packages.join(' ')}`)
  process.exit(1)
}
const built = await run('node', ['scripts/build.ts', '--if-stale'])
if (built !== 0) process.exit(built)
process.exit(
  await run('playwright', ['test', '--config', 'e2e/browsers/playwright.config.ts', ...process.argv.slice(2)]),
)
