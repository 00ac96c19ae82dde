import { defineConfig } from '@playwright/test'

/**
 * The journeys in engines that Playwright does not drive as they are shipped: it is the runner here, and launches no
 * browser. `npm run test:browsers` brings the engines.
 */
export default defineConfig({
  testDir: '.',
  globalSetup: ['../../scripts/require-fresh-build.ts', '../../scripts/support/temporary-files.ts'],
  outputDir: '../../test-results/browsers',
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  projects: [{ name: 'Firefox' }, { name: 'WebKit' }],
})
