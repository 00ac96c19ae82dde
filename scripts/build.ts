// The production build of pages and server: `npm run build`, or `--if-stale` for those who only need one that is current.
import { cpSync, rmSync } from 'node:fs'
import { bundleServer } from './support/bundle-server.ts'
import { compressFiles } from './support/compress-files.ts'
import { run } from './support/run.ts'
import { buildIsFresh, noteSources } from './support/sources.ts'

/**
 * Next draws a key for each build, salts the names of Server Actions with it and closes with it what actions hold of the
 * page. Ours hold nothing (`scripts/actions.test.ts`), so there is nothing to close, and with one key for all builds the form
 * of a page is known to the build before and the build after (REL-12). It is no secret.
 */
const namesOfActions = Buffer.from('server actions of assent, no key').toString('base64')

if (!process.argv.includes('--if-stale') || !buildIsFresh()) {
  const done = noteSources()
  rmSync('.next/BUILD_ID', { force: true })
  const code = await run('next', ['build'], {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: process.env['NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'] || namesOfActions,
  })
  if (code !== 0) process.exit(code)
  await bundleServer(process.cwd())
  cpSync('public', '.next/assent/public', { recursive: true })
  for (const folder of ['.next/static', '.next/assent/public']) await compressFiles(folder)
  done()
}
