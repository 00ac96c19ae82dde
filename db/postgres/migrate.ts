import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import pg from 'pg'
import { DatabaseUnusable, explained, StatementRefused } from './faults.ts'
import { beginHistory } from './history.ts'

/** Where `npm run migrations` writes to. */
const folder = join(dirname(fileURLToPath(import.meta.url)), 'migrations')
/** How many migrations make the schema of this code. */
export const newest = readMigrationFiles({ migrationsFolder: folder }).length
/** What instances that start together wait for: a number of ours. */
const lock = 0x0a55e27
/** How often a start looks again that was overtaken where advisory locks do nothing. */
const tries = 5
/** Somebody else made the same table, or undid us. */
const overtaken = /^(23505|42P07|42710|40001|40P01)$/

/**
 * Brings the schema of a database up to date. How many migrations were applied is the only row of `schema_version`. All
 * of them run in one transaction. Of several instances that start together one migrates and the others find it done: they
 * queue for an advisory lock, and where a database has none, the tables of the first refuse those of the second. Throws
 * when the database is newer than this code, cannot be written to durably, or does not let us make tables.
 */
export async function migrate(options: pg.ClientConfig): Promise<void> {
  const migrations = readMigrationFiles({ migrationsFolder: folder })
  // Moving the data of a large table may take longer than any request.
  const client = new pg.Client({ ...options, statement_timeout: 0, lock_timeout: 0, query_timeout: 0 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await requireDurable(client)
    for (let done = 1; (await applied(client, migrations.length)) < migrations.length; done += 1) {
      await migrateOnce(
        client,
        migrations.map(({ sql }) => sql),
      ).catch((fault) => {
        if (!overtaken.test(String(fault?.code)) || done === tries) throw fault
      })
    }
  } catch (fault) {
    throw explainedMigration(fault)
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function migrateOnce(client: pg.Client, migrations: readonly string[][]): Promise<void> {
  await client.query('begin')
  try {
    await client.query('select pg_advisory_xact_lock($1)', [lock])
    const from = await applied(client, migrations.length)
    if (from === 0) await client.query('create table schema_version (version integer not null)')
    for (const statement of migrations.slice(from).flat()) {
      // In the schema that the search path names, whichever it is.
      await client.query(statement.replaceAll('"public".', ''))
    }
    for (const statement of beginHistory) await client.query(statement)
    if (from === 0) await client.query('insert into schema_version values ($1)', [migrations.length])
    else await client.query('update schema_version set version = $1', [migrations.length])
    await client.query('commit')
  } catch (fault) {
    await client.query('rollback')
    throw fault
  }
}

async function applied(client: pg.Client, known: number): Promise<number> {
  const { rows } = await client.query("select to_regclass('schema_version') is not null as there")
  if (!rows[0].there) return 0
  const version: number = (await client.query('select version from schema_version')).rows[0]?.version ?? 0
  if (version > known) {
    throw new DatabaseUnusable(
      `The database has schema ${version}, but this version of Assent knows only up to ${known}. ` +
        'It was opened by a newer version before: start that one again, or restore a backup from before the update.',
    )
  }
  return version
}

async function requireDurable(client: pg.Client): Promise<void> {
  const { rows } = await client.query("select current_setting('synchronous_commit') as value")
  if (rows[0].value !== 'off') return
  throw new DatabaseUnusable(
    'synchronous_commit is off in this database: a power cut would take back what was answered already. ' +
      'Assent does not start so. Set it to on (alter database … set synchronous_commit = on).',
  )
}

function explainedMigration(fault: unknown): unknown {
  if ((fault as { code?: unknown }).code === '42501') {
    return new DatabaseUnusable(
      'The user of DATABASE_URL may not bring the database up to date: it lacks the right to make or change tables. ' +
        'Grant it (grant usage, create on schema public to <user>), or run "npm run assent -- migrate" as the owner ' +
        'of the tables.',
    )
  }
  const told = explained(fault)
  if (!(told instanceof StatementRefused)) return told
  return new DatabaseUnusable(`The database could not be brought up to date. ${told.message}`)
}
