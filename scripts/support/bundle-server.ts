import { readFileSync, rmSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'

/** Where the server as one file lies, beside that of the process which looks after workers; `server.ts` starts them. */
const folder = '.next/assent'
const programs = { server: 'lib/server/run.ts', workers: 'lib/server/run-workers.ts' }

/**
 * Packages of many small modules go into the file. Node reads the whole package.json of a package once for each of its
 * modules, and drizzle's has 180 kB: half of a second and 200 MB at every start. All others stay in node_modules, since
 * they have native parts, look for files beside them, or are shared with Next.
 */
const bundled = /^(drizzle-orm|zod|hono|jose|@hono\/|@asteasolutions\/|openapi3-ts|@simplewebauthn\/|@peculiar\/)/

/** Writes each program as one file of JavaScript: what `server.ts` runs, without types, beside the built pages. */
export async function bundleServer(root: string): Promise<void> {
  const outdir = resolve(root, folder)
  rmSync(outdir, { recursive: true, force: true })
  await build({
    entryPoints: programs,
    outdir,
    outExtension: { '.js': '.mjs' },
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'warning',
    plugins: [packagesOutside, filesWhereTheyAre(outdir)],
  })
}

const packagesOutside: Plugin = {
  name: 'packages-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[@a-z]/i }, ({ path }) => (bundled.test(path) ? undefined : { path, external: true }))
  },
}

/** A file of ours that looks for another beside itself (migrations, workers) still finds it among the sources. */
function filesWhereTheyAre(from: string): Plugin {
  return {
    name: 'files-where-they-are',
    setup({ onLoad }) {
      onLoad({ filter: /\/(lib|db)\/.*\.ts$/ }, ({ path }) => {
        const source = readFileSync(path, 'utf8')
        if (path.includes('node_modules') || !source.includes('import.meta.url')) return undefined
        const place = `new URL(${JSON.stringify(relative(from, path))}, import.meta.url).href`
        return { contents: source.replaceAll('import.meta.url', place), loader: 'ts' }
      })
    },
  }
}
