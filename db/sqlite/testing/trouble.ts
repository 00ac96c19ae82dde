import Sqlite from 'better-sqlite3'
import type { Store } from '../../store.ts'
import { openSqliteStore } from '../store.ts'

/** A store whose database can be brought into trouble, on its own connection. */
export interface Troubled {
  readonly store: Store
  /** The file may not grow any more. */
  fill(): void
  /** Nothing may be written. */
  freeze(): void
  /** All is well again. */
  heal(): void
}

/** Opens a store as the one server of a file. In: its path. */
export function openTroubled(path: string): Troubled {
  const seen: Sqlite.Database[] = []
  const { pragma } = Sqlite.prototype
  // Limits of a file are those of a connection, so only the store's own can have them.
  Sqlite.prototype.pragma = function (this: Sqlite.Database, ...args: Parameters<typeof pragma>) {
    if (!seen.includes(this)) seen.push(this)
    return pragma.apply(this, args)
  }
  const store = openSqliteStore(path, { lease: true })
  Sqlite.prototype.pragma = pragma
  const [client] = seen
  if (client === undefined || seen.length > 1) throw new Error('The store has one connection.')
  const pages = () => Number(client.pragma('page_count', { simple: true }))
  return {
    store,
    fill: () => void client.pragma(`max_page_count = ${pages()}`),
    freeze: () => void client.pragma('query_only = 1'),
    heal: () => {
      client.pragma('max_page_count = 1073741823')
      client.pragma('query_only = 0')
    },
  }
}
