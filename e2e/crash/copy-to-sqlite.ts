import type { Database } from 'better-sqlite3'
import { openDatabase } from '../../db/sqlite/open.ts'

interface Answers {
  query(statements: string): Promise<unknown>
}

/**
 * What a PostgreSQL holds, read as one snapshot into a SQLite in memory, so that whoever looks for faults in the one asks
 * the same questions of the other. Both have the same tables.
 */
export async function copyToSqlite(database: Answers): Promise<Database> {
  const { $client: copy } = openDatabase(':memory:').orm
  copy.pragma('foreign_keys = OFF')
  const tables = copy
    .prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite%'`)
    .pluck()
    .all() as string[]
  const reads = tables.map((table) => `select * from "${table}"`)
  const answers = (await database.query(['begin isolation level repeatable read', ...reads, 'commit'].join('; '))) as {
    fields: { name: string; dataTypeID: number }[]
    rows: Record<string, unknown>[]
  }[]
  for (const [i, table] of tables.entries()) {
    const { fields = [], rows = [] } = answers[i + 1] ?? {}
    copy.exec(`delete from "${table}"`)
    const names = fields.map(({ name }) => `"${name}"`).join(', ')
    const insert = copy.prepare(`insert into "${table}" (${names}) values (${fields.map(() => '?').join(', ')})`)
    for (const row of rows) insert.run(fields.map(({ name, dataTypeID }) => kept(row[name], dataTypeID)))
  }
  return copy
}

const bigint = 20

/** A value as SQLite keeps it. */
function kept(value: unknown, type: number): unknown {
  if (value === null || Buffer.isBuffer(value)) return value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (type === bigint) return Number(value)
  return typeof value === 'object' ? JSON.stringify(value) : value
}
