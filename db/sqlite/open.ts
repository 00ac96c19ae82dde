import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite, { type Database as Client } from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import { beginHistory } from './begin-history.ts'
import { migrate } from './migrate.ts'
import { refuseNetworkDisk } from './network-disk.ts'
import { type Write, writeQueue } from './write-queue.ts'

/** An open database, as the files of this folder share it. */
export interface Database {
  readonly orm: BetterSQLite3Database & { readonly $client: Client }
  readonly write: Write
  /** Reads several statements as one snapshot. */
  readonly read: <T>(work: () => T) => T
  /** Moves the write-ahead log into the file and empties it, as far as no reader holds it. */
  readonly checkpoint: () => void
  /** Whether somebody else makes checkpoints as the log grows; else a commit does, every thousand pages. */
  readonly checkpointElsewhere: (elsewhere: boolean) => void
  readonly close: () => void
}

/** How long a statement waits for the lock of another process. */
const busyMs = 5_000

/**
 * Opens a SQLite file, or `:memory:`, and brings its schema up to date. The folder of the file is made if there is
 * none. Throws when the settings that make a commit durable do not hold, and when the file is newer than the code. In: the
 * path, and whether who opens it holds the lease on it.
 */
export function openDatabase(path: string, leased = false): Database {
  const memory = path === ':memory:'
  if (!memory) makePlace(path)
  const client = new Sqlite(path, { timeout: busyMs })
  try {
    configure(client, memory)
    migrate(client, leased)
    beginHistory(client)
    client.pragma('foreign_keys = ON')
    return handle(client)
  } catch (fault) {
    client.close()
    throw fault
  }
}

/** A new file belongs to its owner alone, and with it the log and the index beside it, which SQLite makes alike. */
function makePlace(path: string): void {
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  refuseNetworkDisk(folder)
  // A database without a name is a file of SQLite's own.
  if (path !== '' && !existsSync(path)) closeSync(openSync(path, 'a', 0o600))
}

function handle(client: Client): Database {
  const { write, flush } = writeQueue(client)
  const snapshot = client.transaction((work: () => unknown) => work())
  return {
    orm: drizzle(client),
    write,
    read: <T>(work: () => T) => snapshot.deferred(work) as T,
    checkpoint: () => void client.pragma('wal_checkpoint(TRUNCATE)'),
    checkpointElsewhere: (elsewhere) => void client.pragma(`wal_autocheckpoint = ${elsewhere ? 0 : 1000}`),
    close: () => {
      flush()
      client.close()
    },
  }
}

function configure(client: Client, memory: boolean): void {
  if (!memory) expectPragma(client, 'journal_mode', 'WAL', 'wal')
  // better-sqlite3 is built with NORMAL for WAL, where a power cut takes back an outcome that was already answered.
  expectPragma(client, 'synchronous', 'FULL', 2)
  expectPragma(client, 'foreign_keys', 'ON', 1)
  // What is erased must not be left in free pages of the file.
  expectPragma(client, 'secure_delete', 'ON', 1)
  // Pages as they were before a piece of work would go to a file of the system's temporary folder: where erased data would
  // be left, and more is written than to the log.
  expectPragma(client, 'temp_store', 'MEMORY', 2)
  // A log that grew under load shrinks again with the next checkpoint.
  client.pragma('journal_size_limit = 67108864')
}

function expectPragma(client: Client, name: string, set: string, expected: string | number): void {
  client.pragma(`${name} = ${set}`)
  const actual = client.pragma(name, { simple: true })
  if (actual !== expected) {
    throw new Error(
      `SQLite refused ${name}=${set} for ${client.name}: it reads back as ${String(actual)}. ` +
        'Without it a commit is not durable or not checked, so Assent does not start. Is the file on a network drive?',
    )
  }
}
