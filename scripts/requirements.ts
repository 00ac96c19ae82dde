// `npm run requirements`: each requirement, the tests that carry its id, and how they went when `npm test` last ran.
// `npm run requirements -- met HOOK-01 HOOK-02` calls these rows met first. Both write docs/requirements.md anew.
import { writeFileSync } from 'node:fs'
import { requirementsPage } from './support/requirements/page.ts'
import { faults, type Proof, proofs } from './support/requirements/proof.ts'
import { lastResults } from './support/requirements/results.ts'
import { markMet, readTable, states, writeTable } from './support/requirements/table.ts'
import { testNames } from './support/requirements/test-names.ts'

const [verb, ...ids] = process.argv.slice(2)
if (verb !== undefined && verb !== 'met') {
  console.error(`No such order: ${verb}. There is: met <id> …`)
  process.exit(2)
}
const { table, missing } = markMet(readTable(), ids)
if (missing.length > 0) {
  console.error(`Not in the table: ${missing.join(', ')}`)
  process.exit(2)
}
if (verb === 'met') writeTable(table)
writeFileSync('docs/requirements.md', requirementsPage(table))

const named = testNames()
const ran = lastResults()
const proven = proofs(table, named, ran)
const short = (text: string, width: number) =>
  (text.length > width ? `${text.slice(0, width - 1)}…` : text).padEnd(width)
const line = ({ row, tests, first, result }: Proof) =>
  `${row.id.padEnd(8)} ${short(row.requirement, 64)} ${String(tests).padStart(4)}  ${short(first, 56)} ${(row.state === 'met' ? result : `${row.state}: ${result}`).trimEnd()}`
console.log(`${'id'.padEnd(8)} ${short('requirement', 64)} tests  ${short('first', 55)} last result`)
for (const proof of proven) console.log(line(proof))

const ready = proven.filter(({ row, result }) => row.state === 'open' && result === 'passed')
if (ready.length > 0)
  console.log(`\nOpen, but tests that carry the id passed: ${ready.map(({ row }) => row.id).join(' ')}`)
if (ran.length === 0) console.log('\nNo results: `npm test` writes them.')
const wrong = faults(proven, named)
console.log('')
for (const fault of wrong) console.error(`WRONG  ${fault}`)
console.log(
  states.map((state) => `${table.filter((row) => row.state === state).length} ${state.replace('-', ' ')}`).join(', '),
)
process.exit(wrong.length === 0 ? 0 : 1)
