import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'
import { root } from './say.mjs'

/** Runs npm under the given Node; its output goes to stderr. Answers whether it succeeded. */
export function npm(node, args) {
  const cli = process.env.npm_execpath
  const known = cli !== undefined && /npm-cli\.[cm]?js$/.test(cli) && existsSync(cli)
  const windows = process.platform === 'win32'
  const env = { ...process.env, PATH: [dirname(node), process.env.PATH].join(delimiter) }
  const quiet = [...args, '--no-audit', '--no-fund', '--loglevel=error']
  const options = { cwd: root, env, stdio: ['ignore', 2, 2] }
  const done = known
    ? spawnSync(node, [cli, ...quiet], options)
    : spawnSync(windows ? 'npm.cmd' : 'npm', quiet, { ...options, shell: windows })
  return done.status === 0
}
