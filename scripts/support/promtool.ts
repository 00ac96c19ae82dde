import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { run } from './run.ts'

const folder = resolve('.cache/promtool')
const unpacked = `${folder}/usr/bin/promtool`

/**
 * Finds promtool, or takes it out of Debian's package. The package is not installed: that would start a Prometheus. Out:
 * the program, or null where there is none and no Debian to get it from.
 */
export async function ensurePromtool(): Promise<string | null> {
  if (works('promtool')) return 'promtool'
  if (existsSync(unpacked) && works(unpacked)) return unpacked
  if (spawnSync('apt-get', ['--version']).status !== 0) return null
  mkdirSync(folder, { recursive: true })
  if (!(await download()) && process.getuid?.() === 0) {
    await run('apt-get', ['update', '-qq'])
    await download()
  }
  const [archive] = globSync(`${folder}/prometheus_*.deb`)
  if (archive === undefined || (await run('dpkg-deb', ['-x', archive, folder])) !== 0) return null
  return works(unpacked) ? unpacked : null
}

async function download(): Promise<boolean> {
  return spawnSync('apt-get', ['download', '-qq', 'prometheus'], { cwd: folder, stdio: 'ignore' }).status === 0
}

function works(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
}
