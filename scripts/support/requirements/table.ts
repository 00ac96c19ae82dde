import { readFileSync, writeFileSync } from 'node:fs'

export const states = ['met', 'open', 'decided-otherwise', 'not-applicable'] as const
export type State = (typeof states)[number]

/** One requirement in our own words. `why` stands wherever the state is not `met`. */
export interface Requirement {
  readonly id: string
  readonly priority: 'must' | 'should' | 'beyond'
  readonly requirement: string
  readonly state: State
  readonly why?: string
}

const path = 'docs/requirements/requirements.json'

export function readTable(): Requirement[] {
  return JSON.parse(readFileSync(path, 'utf8')) as Requirement[]
}

/** Calls these rows met, and writes the table. Out: the table; the ids that it does not have. */
export function markMet(
  table: readonly Requirement[],
  ids: readonly string[],
): { table: Requirement[]; missing: string[] } {
  const marked = table.map((row) => {
    if (!ids.includes(row.id)) return row
    const { why: _, ...met } = { ...row, state: 'met' as const }
    return met
  })
  return { table: marked, missing: ids.filter((id) => !table.some((row) => row.id === id)) }
}

export function writeTable(table: readonly Requirement[]): void {
  writeFileSync(path, `${JSON.stringify(table, null, 2)}\n`)
}

/** `RTS-27` is of the group `RTS`. */
export const groupOf = (id: string): string => id.slice(0, id.lastIndexOf('-'))

/** The requirements that a test's name carries, known or not: whatever looks like an id of one of these groups. */
export function idsIn(name: string, groups: ReadonlySet<string>): string[] {
  const found = name.match(/\b[A-Z][A-Z0-9]*-\d{1,3}\b/g) ?? []
  return [...new Set(found)].filter((id) => groups.has(groupOf(id)))
}
