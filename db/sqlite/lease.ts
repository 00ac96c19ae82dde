import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'

/** What a server holds on its database file, so that no second one serves from it. */
export interface Lease {
  /** False where the file of the lease, or that of the database, was taken away or replaced by another. */
  held(): boolean
  release(): void
}

/**
 * Takes the lease on a database file. It is a lock that the operating system holds for this process, on a small file
 * beside the database: it goes with the process, however that ends. In: path of the database. Out: the lease. Throws,
 * with what to do, when another server holds it; `told` words that.
 */
export function takeLease(path: string, told: (path: string, file: string) => string = inUse): Lease {
  const file = `${path}.lease`
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const lock = new Sqlite(file, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (fault) {
    lock.close()
    throw isBusy(fault) ? new Error(told(path, file)) : fault
  }
  const ours = identity(file)
  // Not there before the first start; from then on it has to stay the file that was opened.
  let database: string | null = null
  return {
    held: () => {
      database ??= identity(path)
      return identity(file) === ours && database !== null && identity(path) === database
    },
    release: () => {
      // The file stays: whoever removed it could remove that of the next server.
      lock.close()
    },
  }
}

function isBusy(fault: unknown): boolean {
  return fault instanceof Sqlite.SqliteError && fault.code.startsWith('SQLITE_BUSY')
}

/** Which file a path leads to: copies and successors are others. */
function identity(path: string): string | null {
  if (!existsSync(path)) return null
  const { dev, ino } = statSync(path, { bigint: true })
  return `${dev}:${ino}`
}

function inUse(path: string, file: string): string {
  return (
    `Another server is using the database ${path}, and a SQLite file serves one at a time. Stop that server first, ` +
    'or give this one a database of its own (DATABASE_URL or ASSENT_DATA). Several servers on one database need ' +
    `PostgreSQL. The lock is on ${file}; it goes with the process that holds it, so there is nothing to clean up.`
  )
}
