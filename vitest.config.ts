import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '.next/**', '.cache/**', 'e2e/**'],
    environment: 'node',
    // The folder first: it is removed last.
    globalSetup: ['scripts/support/temporary-files.ts', 'db/postgres/testing/share-postgres.ts'],
    allowOnly: !process.env['CI'],
    // Native modules (SQLite, argon2) are safest one process per worker.
    pool: 'forks',
    maxWorkers: 2,
    // Generous, because a limit only has to catch what hangs: two cores may be busy with a build.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    restoreMocks: true,
    unstubEnvs: true,
  },
})
