// Runs a command under Node 24 or newer, with the packages of package-lock.json in place:
//   node scripts/with-node.mjs [--production] [NAME=value …] <command> [arguments]
// Plain JavaScript without dependencies, because it is the one file that an old Node reads on a fresh clone.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { ensureModules } from './setup/modules.mjs'
import { ensureNode } from './setup/node.mjs'
import { fail, root } from './setup/say.mjs'

const words = process.argv.slice(2)
const production = words[0] === '--production'
if (production) words.shift()
const env = { ...process.env }
while (/^[A-Z][A-Z0-9_]*=/.test(words[0] ?? '')) {
  const word = words.shift() ?? ''
  env[word.slice(0, word.indexOf('='))] = word.slice(word.indexOf('=') + 1)
}
const [command, ...args] = words
if (!command) fail('Usage: node scripts/with-node.mjs [--production] [NAME=value …] <command> [arguments]')

try {
  const node = await ensureNode()
  await ensureModules(node, { production })
  run(node)
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
}

function run(node) {
  const bin = join(root, 'node_modules', '.bin')
  const windows = process.platform === 'win32'
  // Windows spells it Path, and a copied environment is no longer blind to case.
  const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  env[pathName] = [bin, dirname(node), env[pathName]].filter(Boolean).join(delimiter)
  env.NODE = node
  env.npm_node_execpath = node
  const local = join(bin, windows ? `${command}.cmd` : command)
  const program = command === 'node' ? node : existsSync(local) ? local : command
  const child = spawn(program, args, { stdio: 'inherit', env, shell: windows && program !== node })
  child.on('error', (error) => fail(`Cannot start ${command}: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)))
  // A terminal sends Ctrl-C to the child as well; passing it on would interrupt it twice.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // npm passes signals to its shell only, and the shell dies without passing them on: then we have a new parent.
  const parent = process.ppid
  setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 500).unref()
}
