import { defineConfig } from '@playwright/test'
import { chromiumFlags, systemChromium } from './scripts/support/chromium.ts'

const executablePath = systemChromium()

export default defineConfig({
  testDir: 'e2e',
  // Those run in other engines: `npm run test:browsers`.
  testIgnore: 'browsers/**',
  globalSetup: './scripts/require-fresh-build.ts',
  // A folder of its own: Playwright empties it, and the results of the other tests lie beside it.
  outputDir: 'test-results/browser',
  workers: 2,
  fullyParallel: true,
  // A test that passes at the second try is a defect, not a pass.
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    // Most people open the link of a mail or SMS on their phone.
    viewport: { width: 390, height: 844 },
    locale: 'en-GB',
    // A trace costs a third of the time: ask for one with --trace on.
    trace: 'off',
    screenshot: 'only-on-failure',
    // Playwright's own build has the full browser under this channel; the default is a reduced shell.
    ...(executablePath ? {} : { channel: 'chromium' }),
    launchOptions: { args: chromiumFlags, ...(executablePath ? { executablePath } : {}) },
  },
})
