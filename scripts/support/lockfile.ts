import { readFileSync } from 'node:fs'

export type LockEntry = {
  version?: string
  resolved?: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}
export type Lockfile = { packages: Record<string, LockEntry> }
export type Missing = { name: string; range: string; optional: boolean; wantedBy: string }

export const readLockfile = (): Lockfile => JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lockfile

/** What packages ask for and the lockfile does not have; `npm ci` refuses such a lockfile. */
export function missingPackages({ packages }: Lockfile): Missing[] {
  return Object.entries(packages).flatMap(([path, entry]) =>
    Object.entries({ ...entry.dependencies, ...entry.optionalDependencies })
      .filter(([name]) => !found(packages, path, name))
      .map(([name, range]) => ({ name, range, optional: name in (entry.optionalDependencies ?? {}), wantedBy: path })),
  )
}

// As Node looks for packages: beside the one that asks, then one folder further up each time.
function found(packages: Lockfile['packages'], path: string, name: string): boolean {
  const folder = path === '' ? '' : `${path}/`
  if (`${folder}node_modules/${name}` in packages) return true
  if (path === '') return false
  return found(packages, path.slice(0, Math.max(0, path.lastIndexOf('node_modules/') - 1)), name)
}
