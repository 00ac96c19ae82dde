import { existsSync, readFileSync } from 'node:fs'
import { run } from './run.ts'

/**
 * Installs Debian packages where that is possible without asking: as root on Debian proper (Ubuntu's browser packages are
 * stubs for snaps, which containers cannot run). In: packages, the files that must be there afterwards. Out: whether they
 * are.
 */
export async function installFromDebian(packages: readonly string[], files: readonly string[]): Promise<boolean> {
  if (!debianRoot()) return false
  const install = ['install', '-y', '-qq', '--no-install-recommends']
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], env)
  const code = await run('apt-get', [...install, ...packages], env)
  // An image that was slimmed by hand counts a package as installed whose files are gone.
  if (code === 0 && !complete(files)) await run('apt-get', [...install, '--reinstall', ...packages], env)
  return complete(files)
}

function complete(files: readonly string[]): boolean {
  return files.every((file) => existsSync(file))
}

function debianRoot(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}
