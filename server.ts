import './lib/server/require-node.mjs'
import cluster from 'node:cluster'
import { existsSync } from 'node:fs'

/**
 * The one entry of the server, in development too. In production it runs what `npm run build` made of `lib/server/run.ts`:
 * one file, which starts in half the time and memory of the hundreds that it is made of. With several workers the first
 * process only looks after them; each runs this file again.
 */
const dev = process.env.NODE_ENV === 'development'
const several = cluster.isPrimary && !['', '1', undefined].includes(process.env.ASSENT_WORKERS)
const built = (name: string) => {
  const file = new URL(`.next/assent/${name}.mjs`, import.meta.url)
  return !dev && existsSync(file) ? file.href : null
}

if (several) {
  const file = built('workers')
  const { runWorkers }: typeof import('./lib/server/run-workers.ts') = file
    ? await import(file)
    : await import('./lib/server/run-workers.ts')
  await runWorkers()
} else {
  const file = built('server')
  const { run }: typeof import('./lib/server/run.ts') = file ? await import(file) : await import('./lib/server/run.ts')
  await run(dev)
}
