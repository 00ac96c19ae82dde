import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { PoolClient } from 'pg'
import { explained } from './faults.ts'

/** One connection of the pool, as the files of this folder are handed it. */
export interface Connection {
  readonly orm: NodePgDatabase
  readonly client: PoolClient
  /** What it belongs to: those who listen, listen to all of them. */
  readonly pool: object
  /** Called once what is being written is durable. */
  afterCommit(listener: () => void): void
}

type Values = Readonly<Record<string, unknown>>
interface Query {
  prepare(name: string): {
    execute(values?: Record<string, unknown>): Promise<unknown>
    getQuery(): { readonly sql: string }
  }
}
type RowOf<Q extends Query> =
  Awaited<ReturnType<ReturnType<Q['prepare']>['execute']>> extends readonly (infer Row)[] ? Row : never

/** A statement of one connection. */
export interface Statement<Row> {
  all(values?: Values): Promise<Row[]>
  get(values?: Values): Promise<Row | undefined>
  /** Out: how many rows it wrote. */
  run(values?: Values): Promise<number>
}

export type Statements<Q extends Record<string, Query>> = { readonly [K in keyof Q]: Statement<RowOf<Q[K]>> }

const builders: ((orm: NodePgDatabase) => [string, Query][])[] = []

/** The SQL of every statement that any file of the store prepares, for whoever wants to see their plans. */
export function everyStatement(orm: NodePgDatabase): string[] {
  return builders.flatMap((build) => build(orm).map(([name, query]) => query.prepare(name).getQuery().sql))
}

/**
 * Statements that each connection prepares once, under their own names. In: the name of the file, how the queries are
 * built. Out: gives those of a connection. Their faults may be logged.
 */
export function prepared<Q extends Record<string, Query>>(
  file: string,
  build: (orm: NodePgDatabase) => Q,
): (at: Connection) => Statements<Q> {
  builders.push((orm) => Object.entries(build(orm)))
  const known = new WeakMap<Connection, Statements<Q>>()
  return (at) => {
    const before = known.get(at)
    if (before !== undefined) return before
    const made = Object.entries(build(at.orm)).map(([name, query]) => [name, statement(query, `${file}.${name}`)])
    const statements = Object.fromEntries(made) as Statements<Q>
    known.set(at, statements)
    return statements
  }
}

function statement(query: Query, name: string): Statement<unknown> {
  const ready = query.prepare(name)
  const looks = /^(select|delete)/.test(ready.getQuery().sql)
  const all = async (values: Values = {}) => {
    // No text of PostgreSQL has this character, so whoever looks for one that has it, finds nothing.
    if (looks && Object.values(values).some((value) => typeof value === 'string' && value.includes('\0'))) return []
    const answer = await ready.execute({ ...values }).catch((fault) => Promise.reject(explained(fault)))
    return answer as unknown[]
  }
  return {
    all,
    get: async (values) => (await all(values))[0],
    run: async (values) => {
      const answer = (await all(values)) as unknown[] | { rowCount: number | null }
      return Array.isArray(answer) ? answer.length : (answer.rowCount ?? 0)
    },
  }
}
