// The production build of pages and server: `npm run build`, or `--if-stale` for those who only need one that is current.
import { rmSync } from 'node:fs'
import { bundleServer } from './support/bundle-server.ts'
import { run } from './support/run.ts'
import { buildIsFresh, noteSources } from './support/sources.ts'

if (!process.argv.includes('--if-stale') || !buildIsFresh()) {
  const done = noteSources()
  rmSync('.next/BUILD_ID', { force: true })
  const code = await run('next', ['build'], { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' })
  if (code !== 0) process.exit(code)
  await bundleServer(process.cwd())
  done()
}
