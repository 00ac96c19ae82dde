import { sql } from 'drizzle-orm'
import type { Condition } from '../store.ts'
import { newest } from './migrate.ts'
import { type Connection, prepared } from './prepared.ts'
import { history } from './schema.ts'

const statements = prepared('examine', (orm) => ({
  look: orm
    .select({
      // Of the moment, not of the transaction.
      now: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`.mapWith(Number),
      version: sql<number>`(select version from schema_version)`.mapWith(Number),
    })
    .from(history),
}))

/** The condition of the database. Whether it can grow, and whether it takes writes, its writes tell. */
export async function examine(at: Connection): Promise<Condition> {
  const found = await statements(at).look.get()
  if (found === undefined) throw new Error('The database does not know its history.')
  const schema = found.version === newest ? 'ok' : found.version > newest ? 'newer' : 'older'
  return { databaseNow: found.now, schema, space: 'ok', lease: 'ok' }
}
