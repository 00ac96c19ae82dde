import { type SQL, sql } from 'drizzle-orm'

export { slot, slots } from '../slots.ts'

/**
 * A parameter of a prepared statement that a condition holds against a column, or that says how many rows.
 *
 * The plus changes no value. Without it SQLite would plan the statement anew at each run: its planner looks whether a bare
 * parameter in a condition is 0 or 1, which are common values, and takes the clearing of the parameters after a run, which
 * better-sqlite3 does, for a change of that. A plan costs more than most statements.
 */
export function sought(name: string): SQL {
  return sql`+${sql.placeholder(name)}`
}

/** How many rows at most: a number, or the name of a parameter. Drizzle would make a parameter of a number, too. */
export function atMost(rows: number | string): number {
  return (typeof rows === 'number' ? sql.raw(String(rows)) : sought(rows)) as unknown as number
}
