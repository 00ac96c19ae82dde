import { type Ran, type Result, worst } from './results.ts'
import { groupOf, idsIn, type Requirement } from './table.ts'
import type { NamedTest } from './test-names.ts'

/** A requirement with the tests that carry its id. */
export interface Proof {
  readonly row: Requirement
  readonly tests: number
  readonly first: string
  readonly result: Result | 'no test'
}

/** What the tests show of each row. In: the table, the tests as their sources name them, those of the last run. */
export function proofs(table: readonly Requirement[], named: readonly NamedTest[], ran: readonly Ran[]): Proof[] {
  const groups = new Set(table.map(({ id }) => groupOf(id)))
  const sources = byId(named, groups)
  const results = byId(ran, groups)
  return table.map((row) => {
    const written = sources.get(row.id) ?? []
    const done = results.get(row.id) ?? []
    return {
      row,
      tests: Math.max(written.length, done.length),
      first: done[0]?.name ?? written[0]?.name ?? '',
      result: written.length === 0 ? 'no test' : worst(done.map(({ result }) => result)),
    }
  })
}

/** What makes the table wrong: something claimed without a test, a test that failed, an id that nobody knows. */
export function faults(proven: readonly Proof[], named: readonly NamedTest[]): string[] {
  const known = new Set(proven.map(({ row }) => row.id))
  const unknown = named.flatMap(({ file, name }) =>
    idsIn(name, new Set([...known].map(groupOf)))
      .filter((id) => !known.has(id))
      .map((id) => `${id} is not in the table, but a test carries it: ${file}: ${name}`),
  )
  const met = proven.filter(({ row }) => row.state === 'met')
  return [
    ...met
      .filter(({ result }) => result === 'no test')
      .map(({ row }) => `${row.id} is called met, but no test carries it`),
    ...met
      .filter(({ result }) => result === 'failed')
      .map(({ row }) => `${row.id} is called met, but a test of it failed`),
    ...proven
      .filter(({ row }) => (row.state === 'met') === Boolean(row.why))
      .map(({ row }) => `${row.id}: ${row.state === 'met' ? 'met needs no reason' : `${row.state} needs a reason`}`),
    ...unknown,
  ]
}

function byId<Test extends { readonly name: string }>(tests: readonly Test[], groups: ReadonlySet<string>) {
  const found = new Map<string, Test[]>()
  for (const test of tests) {
    for (const id of idsIn(test.name, groups)) found.set(id, [...(found.get(id) ?? []), test])
  }
  return found
}
