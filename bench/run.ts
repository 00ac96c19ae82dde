// `npm run bench -- [topic …] [--rounds N] [--seconds N] [--quick] [--keep folder]`: measures ours beside bare references
// and writes bench/RESULTS.md. It judges nothing by its exit code: figures depend on the machine.
import { parseArgs } from 'node:util'
import { run } from '../scripts/support/run.ts'
import { keepResults, tableLines } from './results.ts'
import type { Settings, Topic } from './topic.ts'
import { api } from './topics/api.ts'
import { authentication } from './topics/authentication.ts'
import { firstPage } from './topics/first-page.ts'
import { growth } from './topics/growth.ts'
import { lighthouseScores } from './topics/lighthouse.ts'
import { memory } from './topics/memory.ts'
import { pages } from './topics/pages.ts'
import { postgres } from './topics/postgres.ts'
import { profile } from './topics/profile.ts'
import { start } from './topics/start.ts'

const topics: Readonly<Record<string, Topic>> = {
  api,
  postgres,
  pages,
  authentication,
  start,
  memory,
  'first-page': firstPage,
  lighthouse: lighthouseScores,
  growth,
}
/** Only when named: it prints where time goes and keeps no figures. */
const others: Readonly<Record<string, Topic>> = { profile }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    keep: { type: 'string' },
  },
})
const unknown = positionals.filter((name) => !(name in topics || name in others))
if (unknown.length > 0) {
  console.error(`No such topic: ${unknown.join(', ')}. There are: ${Object.keys({ ...topics, ...others }).join(', ')}.`)
  process.exit(2)
}
const { quick } = values
const settings: Settings = {
  rounds: Number(values.rounds ?? (quick ? 1 : 5)),
  seconds: Number(values.seconds ?? (quick ? 1 : 5)),
  quick,
}
// A quick run says nothing worth keeping.
const folder = values.keep ?? (quick ? '.cache/bench/quick' : 'bench')

const built = await run('node', ['scripts/build.ts', '--if-stale'])
if (built !== 0) process.exit(built)
for (const name of positionals.length > 0 ? positionals : Object.keys(topics)) {
  console.log(`\n== ${name}`)
  const found = await (topics[name] ?? others[name] ?? profile)(settings)
  for (const table of found.tables) console.log(tableLines(table).join('\n'))
  for (const { what, budget, measured, met } of found.budgets) {
    console.log(`${met ? 'met    ' : 'NOT MET'}  ${what}: ${measured}, ${budget}`)
  }
  if (name in topics) keepResults(folder, Object.keys(topics), name, found, settings)
}
process.exit(0)
