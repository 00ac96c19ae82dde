import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root, say } from './say.mjs'

const folder = join(root, '.cache', 'set-up.lock')
const owner = join(folder, 'pid')

/** Runs `work` alone: two npm scripts started at the same moment must not both install. */
export async function alone(work) {
  mkdirSync(dirname(folder), { recursive: true })
  for (let told = false; !taken(); ) {
    if (abandoned()) rmSync(folder, { recursive: true, force: true })
    else {
      if (!told) say('Waiting for another run that is setting the project up …')
      told = true
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  }
  try {
    return await work()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function taken() {
  try {
    mkdirSync(folder)
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw new Error(
      `Cannot write to ${dirname(folder)} (${error.code}). Make the project folder writable, or install Node 24 and run npm ci.`,
    )
  }
  writeFileSync(owner, String(process.pid))
  return true
}

// The process that took it is gone, or died before it could write its number.
function abandoned() {
  try {
    process.kill(Number(readFileSync(owner, 'utf8')), 0)
    return false
  } catch (error) {
    if (error.code === 'ESRCH') return true
    if (error.code === 'EPERM') return false
    try {
      return Date.now() - statSync(folder).mtimeMs > 5000
    } catch {
      return false
    }
  }
}
