import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { alone } from './lock.mjs'
import { npm } from './npm.mjs'
import { root, say } from './say.mjs'

const needed = 24
const folder = join(root, '.cache', 'node')

/** The path of a Node that is new enough: this one, one brought earlier, or one brought now. */
export async function ensureNode() {
  if (Number(process.versions.node.split('.')[0]) >= needed) return process.execPath
  return cached() ?? (await alone(() => cached() ?? bring()))
}

// The registry has the official builds as packages, one per platform, without install scripts.
function packageName() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'
  return `${prefix}-${platform}-${process.arch}`
}

function cached() {
  const program = process.platform === 'win32' ? 'node.exe' : 'node'
  const path = join(folder, 'node_modules', packageName(), 'bin', program)
  return existsSync(path) && works(path) ? path : undefined
}

function works(path) {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
  return Number(/^v(\d+)\./.exec(stdout ?? '')?.[1]) >= needed
}

function bring() {
  say(`This is Node ${process.versions.node}; getting Node ${needed} for this project (once) …`)
  const wanted = `${packageName()}@${needed}`
  const done = npm(process.execPath, ['install', wanted, '--prefix', folder, '--no-save', '--ignore-scripts'])
  const path = cached()
  if (done && path) return path
  throw new Error(
    `Could not get Node ${needed} (package ${wanted}). Install Node ${needed} or newer yourself and try again.`,
  )
}
