import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database } from 'better-sqlite3'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { takeLease } from './lease.ts'

/** Where `npm run migrations` writes to. */
const folder = join(dirname(fileURLToPath(import.meta.url)), 'migrations')

const newest = readMigrationFiles({ migrationsFolder: folder }).length

/**
 * Brings the schema of an open database up to date. The number of migrations that were applied is the file's
 * `user_version`. All of them run in one transaction that holds the write lock, so of several processes that start
 * together one migrates and the others find it done. Throws when the file is newer than this code, and when it is older and
 * another server serves from it: that one knows only the schema as it is. In: the database; whether who opens it holds the
 * lease on it; where the migrations are.
 */
export function migrate(client: Database, leased = false, from = folder): void {
  const migrations = readMigrationFiles({ migrationsFolder: from })
  const before = applied(client, migrations.length)
  if (before === migrations.length) return
  // A new file nobody serves from. Who holds the lease is alone, and with it nobody begins to serve meanwhile.
  const lease = before === 0 || leased ? null : takeLease(client.name, servedByOlder)
  try {
    bringUpToDate(client, migrations)
  } finally {
    lease?.release()
  }
}

function bringUpToDate(client: Database, migrations: ReturnType<typeof readMigrationFiles>): void {
  // SQLite rebuilds tables to alter them; checking references meanwhile would drop what points at the old one.
  client.pragma('foreign_keys = OFF')
  client
    .transaction(() => {
      for (const migration of migrations.slice(applied(client, migrations.length))) {
        for (const statement of migration.sql) client.exec(statement)
      }
      const broken = client.pragma('foreign_key_check')
      if (Array.isArray(broken) && broken.length > 0) {
        throw new Error(`A migration left ${broken.length} rows that refer to nothing; the database was not changed.`)
      }
      client.pragma(`user_version = ${migrations.length}`)
    })
    .immediate()
}

/** The schema of an open database against the one of this code: another version may have migrated it since. */
export function compareSchema(client: Database): 'ok' | 'newer' | 'older' {
  const version = Number(client.pragma('user_version', { simple: true }))
  if (version === newest) return 'ok'
  return version > newest ? 'newer' : 'older'
}

function servedByOlder(path: string): string {
  return (
    `The database ${path} has the schema of an older version of Assent, and a server of that version serves from it. ` +
    'Stop that server and start the one of this version, or use the command of its own version until then.'
  )
}

function applied(client: Database, known: number): number {
  const version = Number(client.pragma('user_version', { simple: true }))
  if (version > known) {
    throw new Error(
      `The database ${client.name} has schema ${version}, but this version of Assent knows only up to ${known}. ` +
        'It was opened by a newer version before: start that one again, or restore a backup from before the update.',
    )
  }
  return version
}
