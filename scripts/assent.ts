// `npm run assent -- …`: the operator's command. `npm run assent -- --help` lists what it can do.
import '../lib/server/require-node.mjs'
import { runCommand } from '../lib/cli/run-command.ts'

process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  say: (line) => process.stdout.write(`${line}\n`),
  note: (line) => process.stderr.write(`${line}\n`),
})
