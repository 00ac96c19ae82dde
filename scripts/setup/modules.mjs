import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { alone } from './lock.mjs'
import { npm } from './npm.mjs'
import { root, say } from './say.mjs'

const lockfile = join(root, 'package-lock.json')
const installed = join(root, 'node_modules', '.package-lock.json')
const stamp = join(root, 'node_modules', '.assent-lock')

/** Makes node_modules what package-lock.json says. `production` is content without development packages. */
export async function ensureModules(node, { production }) {
  if (upToDate(production)) return
  await alone(() => {
    if (!upToDate(production)) install(node)
  })
}

function install(node) {
  say(existsSync(stamp) ? 'package-lock.json has changed; running npm ci …' : 'Installing packages with npm ci …')
  if (!npm(node, ['ci', '--include=dev'])) {
    throw new Error('npm ci failed, see above. Check that the npm registry can be reached, then try again.')
  }
  remember(hash())
}

function upToDate(production) {
  const current = hash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === current) return true
  if (!matches(production)) return false
  // With development packages missing it is complete for `npm start` only, so nothing is noted down.
  if (!production) remember(current)
  return true
}

function hash() {
  return createHash('sha256').update(readFileSync(lockfile)).digest('hex')
}

// Somebody may have run npm by hand: npm keeps a list of what it installed, which is compared package by package.
function matches(production) {
  if (!existsSync(installed)) return false
  const wanted = JSON.parse(readFileSync(lockfile, 'utf8')).packages
  const found = JSON.parse(readFileSync(installed, 'utf8')).packages
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true
    if (found[path]) return found[path].version === entry.version && found[path].integrity === entry.integrity
    return entry.optional || entry.devOptional || entry.peer || (production && entry.dev)
  })
}

function remember(text) {
  try {
    writeFileSync(stamp, text)
  } catch {
    // A read-only installation is compared anew each time, which is quick.
  }
}
