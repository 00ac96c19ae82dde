import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { testDatabase } from '../db/postgres/testing/test-database.ts'
import { copyToSqlite } from './crash/copy-to-sqlite.ts'

/** What a server keeps its data in. */
export const engines = ['sqlite', 'postgres'] as const
export type Engine = (typeof engines)[number]

/** A database that nobody has used, as a server and those who look into it afterwards need it. */
export interface EmptyDatabase {
  /** What tells a server of it. */
  readonly env: Readonly<Record<string, string>>
  /** All that it holds, by file or table, to be searched. */
  dump(): Promise<Readonly<Record<string, string>>>
  /** A copy in SQLite, or the file itself, to be asked questions and closed. */
  look(): Promise<Database>
  /** Bytes of what it holds, and of the log of its writes where that is its own. */
  size(): Promise<{ readonly database: number; readonly log: number | null }>
  remove(): Promise<void>
}

/** Makes one. In: of which engine; the data folder of the server. */
export async function emptyDatabase(engine: Engine, dataFolder: string): Promise<EmptyDatabase> {
  if (engine === 'sqlite') {
    return {
      env: {},
      dump: async () => {
        const files = readdirSync(dataFolder).filter((file) => file.startsWith('assent.db'))
        return Object.fromEntries(files.map((file) => [file, readFileSync(join(dataFolder, file), 'latin1')]))
      },
      look: async () => new Sqlite(join(dataFolder, 'assent.db')),
      size: async () => ({ database: bytesOf(dataFolder, 'assent.db'), log: bytesOf(dataFolder, 'assent.db-wal') }),
      remove: async () => undefined,
    }
  }
  const database = await testDatabase()
  return {
    env: { DATABASE_URL: database.url },
    dump: async () => {
      const { rows } = await database.query(`select tablename as name from pg_tables where schemaname = 'public'`)
      const tables: [string, string][] = []
      for (const { name } of rows) {
        const all = await database.query(`select to_json(kept)::text as row from "${name}" as kept`)
        tables.push([name, all.rows.map(({ row }) => row).join('\n')])
      }
      return Object.fromEntries(tables)
    },
    look: () => copyToSqlite(database),
    size: async () => {
      const { rows } = await database.query('select pg_database_size(current_database())::float8 as bytes')
      return { database: rows[0].bytes, log: null }
    },
    remove: () => database.drop(),
  }
}

function bytesOf(folder: string, file: string): number {
  return statSync(join(folder, file), { throwIfNoEntry: false })?.size ?? 0
}
