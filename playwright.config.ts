import { defineConfig } from '@playwright/test'
import type { WorkerFixtures } from './e2e/fixtures.ts'
import { chromiumFlags, systemChromium } from './scripts/support/chromium.ts'

const executablePath = systemChromium()

export default defineConfig<object, Pick<WorkerFixtures, 'engine'>>({
  testDir: 'e2e',
  // What a page is to be like, beside the test that looks: `-u` writes it anew.
  snapshotPathTemplate: '{testDir}/{testFileDir}/references/{arg}{ext}',
  // Those run in other engines: `npm run test:browsers`.
  testIgnore: '**/e2e/browsers/**',
  globalSetup: [
    './scripts/require-fresh-build.ts',
    './scripts/support/temporary-files.ts',
    './db/postgres/testing/share-postgres.ts',
  ],
  // A folder of its own: Playwright empties it, and the results of the other tests lie beside it.
  outputDir: 'test-results/browser',
  workers: 2,
  fullyParallel: true,
  // A test that passes at the second try is a defect, not a pass.
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  // Limits only have to catch what hangs: the machine may be busy with something else.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  projects: [
    { name: 'sqlite', testIgnore: '**/e2e/{browsers,instances}/**', use: { engine: 'sqlite' } },
    // Whatever touches the store, on the other engine too.
    {
      name: 'postgres',
      testMatch: '**/e2e/{crash,journeys,navigation,refusals,http,instances}/*.spec.ts',
      use: { engine: 'postgres' },
    },
  ],
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
