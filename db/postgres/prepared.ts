import { fillPlaceholders } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { PoolClient } from 'pg'
import { explained } from './faults.ts'

/** One connection of the pool, as the files of this folder are handed it. */
export interface Connection {
  readonly orm: NodePgDatabase
  readonly client: PoolClient
  /** What it belongs to: those who listen, listen to all of them. */
  readonly pool: object
  /** Settles with the answer to BEGIN; null: it was answered. */
  readonly begun: Promise<unknown> | null
  /**
   * What must be answered before the next statement may be sent; null: nothing. Questions may go with BEGIN. A write may not:
   * were BEGIN refused, it would be done all the same, and by itself.
   */
  before(next: 'question' | 'write'): Promise<unknown> | null
  /** Keeps in mind a write that was sent and that only the commit waits for. */
  unwaited(write: Promise<unknown>): void
  /** Called once what is being written is durable. */
  afterCommit(listener: () => void): void
}

type Values = Readonly<Record<string, unknown>>
interface Query {
  prepare(name: string): {
    execute(values?: Record<string, unknown>): Promise<unknown>
    getQuery(): { readonly sql: string; readonly params: unknown[] }
  }
}
type RowOf<Q extends Query> =
  Awaited<ReturnType<ReturnType<Q['prepare']>['execute']>> extends readonly (infer Row)[] ? Row : never

/**
 * A statement of one connection. Statements reach the database in the order in which they were called, whether waited for
 * or not, and are done there one after another.
 */
export interface Statement<Row> {
  all(values?: Values): Promise<Row[]>
  get(values?: Values): Promise<Row | undefined>
  /** Out: how many rows it wrote. */
  run(values?: Values): Promise<number>
  /**
   * Writes without waiting for the answer: only its failure would matter, and that undoes the transaction. Where it is the
   * last, COMMIT goes with it. In: the values; what is to be thrown for a fault, where that is not the fault.
   */
  send(values?: Values, instead?: (fault: unknown) => unknown): void
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
    const made = Object.entries(build(at.orm)).map(([name, query]) => [name, statement(query, `${file}.${name}`, at)])
    const statements = Object.fromEntries(made) as Statements<Q>
    known.set(at, statements)
    return statements
  }
}

function statement(query: Query, name: string, at: Connection): Statement<unknown> {
  const ready = query.prepare(name)
  const { sql: text, params } = ready.getQuery()
  const kind = /^select/.test(text) ? 'question' : 'write'
  const looks = /^(select|delete)/.test(text)
  // No text of PostgreSQL has this character, so whoever looks for one that has it, finds nothing.
  const inVain = (values: Values) =>
    looks && Object.values(values).some((value) => typeof value === 'string' && value.includes('\0'))

  const all = async (values: Values = {}) => {
    if (inVain(values)) return []
    const before = at.before(kind)
    if (before !== null) await before
    const { begun } = at
    const answer = await ready.execute({ ...values }).catch((fault) => Promise.reject(explained(fault)))
    if (begun !== null) await begun
    return answer as unknown[]
  }

  /** Throws what is wrong on our side, before anything is sent: what follows, COMMIT included, is sent at once. */
  const fill = (values: Values): unknown[] => {
    const filled = fillPlaceholders(params, { ...values })
    if (!filled.every(isPlain)) throw new Error(`A value of ${name} is not one that can be sent.`)
    return filled
  }
  const write = (values: unknown[]): Promise<number> =>
    at.client.query({ name, text, values }).then(rowsOf, (fault) => Promise.reject(explained(fault)))

  return {
    all,
    get: async (values) => (await all(values))[0],
    run: async (values = {}) => {
      if (inVain(values)) return 0
      const filled = fill(values)
      const before = at.before(kind)
      if (before !== null) await before
      const { begun } = at
      const rows = await write(filled)
      if (begun !== null) await begun
      return rows
    },
    send: (values = {}, instead = same) => {
      if (inVain(values)) return
      const filled = fill(values)
      const before = at.before('write')
      const sent = before === null ? write(filled) : before.then(() => write(filled))
      at.unwaited(sent.catch((fault) => Promise.reject(instead(fault))))
    },
  }
}

/** What the driver can write without asking what it is. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isPlain)
  return value === null || value instanceof Uint8Array || /^(string|number|boolean|bigint)$/.test(typeof value)
}

const same = (fault: unknown): unknown => fault
const rowsOf = ({ rowCount }: { rowCount: number | null }) => rowCount ?? 0
