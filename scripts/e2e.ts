// `npm run e2e -- [playwright arguments]`: the browser journeys against a current production build.
import { run } from './support/run.ts'

for (const script of [['scripts/browser.ts'], ['scripts/build.ts', '--if-stale']]) {
  const code = await run('node', script)
  if (code !== 0) process.exit(code)
}
process.exit(await run('playwright', ['test', ...process.argv.slice(2)]))
