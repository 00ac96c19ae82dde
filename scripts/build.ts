// The production build of pages and server: `npm run build`, or `--if-stale` for those who only need one that is current.
import { cpSync, rmSync } from 'node:fs'
import { bundleServer } from './support/bundle-server.ts'
import { compressFiles } from './support/compress-files.ts'
import { run } from './support/run.ts'
import { buildIsFresh, noteSources } from './support/sources.ts'

if (!process.argv.includes('--if-stale') || !buildIsFresh()) {
  const done = noteSources()
  rmSync('.next/BUILD_ID', { force: true })
  const code = await run('next', ['build'], { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' })
  if (code !== 0) process.exit(code)
  await bundleServer(process.cwd())
  cpSync('public', '.next/assent/public', { recursive: true })
  for (const folder of ['.next/static', '.next/assent/public']) await compressFiles(folder)
  done()
}
