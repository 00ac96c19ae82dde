import Sqlite from 'better-sqlite3'
import type { Store } from '../../store.ts'
import { openSqliteStore } from '../store.ts'

/** What can be done to a database, on the store's own connection. */
export interface Trouble {
  /** The file may not grow any more. */
  fill(): void
  /** Nothing may be written. */
  freeze(): void
  /** All is well again. */
  heal(): void
}

export interface Troubled extends Trouble {
  readonly store: Store
}

/** Opens a store as the one server of a file. In: its path. */
export function openTroubled(path: string): Troubled {
  const { opened, ...trouble } = troubled(() => openSqliteStore(path, { lease: true }))
  return { store: opened, ...trouble }
}

/** In: what opens a store. Out: what it gave, and the trouble its database can have. */
export function troubled<T>(open: () => T): Trouble & { readonly opened: T } {
  const seen: Sqlite.Database[] = []
  const { pragma } = Sqlite.prototype
  // Limits of a file are those of a connection, so only the store's own can have them.
  Sqlite.prototype.pragma = function (this: Sqlite.Database, ...args: Parameters<typeof pragma>) {
    if (!seen.includes(this)) seen.push(this)
    return pragma.apply(this, args)
  }
  const opened = open()
  Sqlite.prototype.pragma = pragma
  const [client] = seen
  if (client === undefined || seen.length > 1) throw new Error('The store has one connection.')
  const pages = () => Number(client.pragma('page_count', { simple: true }))
  return {
    opened,
    fill: () => void client.pragma(`max_page_count = ${pages()}`),
    freeze: () => void client.pragma('query_only = 1'),
    heal: () => {
      client.pragma('max_page_count = 1073741823')
      client.pragma('query_only = 0')
    },
  }
}
