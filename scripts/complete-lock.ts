// `npm run lock`, after `npm install <package>`: npm leaves an optional package that it cannot load (the native part for
// another platform, on a registry that does not carry it) out of package-lock.json, and then `npm ci` refuses the file.
// This enters those packages by the exact version that their parent names, and the platform that their name tells.
import { writeFileSync } from 'node:fs'
import { type LockEntry, missingPackages, readLockfile } from './support/lockfile.ts'

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

const lockfile = readLockfile()
for (const { name, range, optional, wantedBy } of missingPackages(lockfile)) {
  const { dev } = lockfile.packages[wantedBy] ?? {}
  const exact = optional && /^\d+\.\d+\.\d+/.test(range)
  const entry = exact ? platformEntry(name, range, dev) : undefined
  if (!entry) {
    console.error(`${wantedBy} needs ${name}@${range}, which package-lock.json lacks: run npm install.`)
    process.exit(1)
  }
  lockfile.packages[`node_modules/${name}`] = entry
  console.log(`Entered ${name}@${range}`)
}
const [root, ...others] = Object.entries(lockfile.packages)
const sorted = others.sort(([one], [other]) => one.localeCompare(other, 'en'))
lockfile.packages = Object.fromEntries([...(root ? [root] : []), ...sorted])
writeFileSync('package-lock.json', `${JSON.stringify(lockfile, null, 2)}\n`)

// The keys in npm's own order, so that its next run does not rewrite the file.
function platformEntry(name: string, version: string, dev = false): LockEntry | undefined {
  const words = name.split(/[/-]/)
  const os = systems.find((system) => words.includes(system))
  const cpu = processors.find((processor) => words.includes(processor))
  const libc = words.includes('musl') ? 'musl' : words.includes('gnu') ? 'glibc' : undefined
  if (!os || !cpu) return undefined
  const development = dev ? { dev } : {}
  const library = libc ? { libc: [libc] } : {}
  return { version, cpu: [cpu], ...development, ...library, optional: true, os: [os] }
}
