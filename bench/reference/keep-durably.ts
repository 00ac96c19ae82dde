import Sqlite from 'better-sqlite3'

/** One table, one statement, on the disk when it returns. In: the file. Out: keeps a text under an id. */
export function keepDurably(file: string): (id: string, text: string) => void {
  const database = new Sqlite(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('CREATE TABLE IF NOT EXISTS kept (id TEXT PRIMARY KEY, text TEXT NOT NULL, at INTEGER NOT NULL) STRICT')
  const insert = database.prepare('INSERT INTO kept (id, text, at) VALUES (?, ?, ?)')
  return (id, text) => void insert.run(id, text, Date.now())
}
