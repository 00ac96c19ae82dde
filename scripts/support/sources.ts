import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'

const stamp = '.next/assent-sources'
const folders = 'app,components,lib,db,messages,public'
const single = [
  'next.config.ts',
  'package.json',
  'package-lock.json',
  'scripts/build.ts',
  'scripts/support/bundle-server.ts',
  'scripts/support/compress-files.ts',
]

/** One hash over everything that goes into the production build. */
function fingerprint(): string {
  const found = globSync(`{${folders}}/**/*`, { exclude: (name) => name.endsWith('.test.ts') })
  const files = [...found, ...single].filter((path) => existsSync(path) && statSync(path).isFile()).sort()
  const hash = createHash('sha256')
  for (const path of files) hash.update(`${path}\0`).update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

export const hasBuild = (): boolean => existsSync('.next/BUILD_ID')

export function buildIsFresh(): boolean {
  return hasBuild() && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint()
}

/**
 * Taken before the build and written after it, so that a file changed meanwhile leaves the build stale, and so does a
 * build that was cut off. Out: what notes them once the build is through.
 */
export function noteSources(): () => void {
  const before = fingerprint()
  rmSync(stamp, { force: true })
  return () => writeFileSync(stamp, before)
}
