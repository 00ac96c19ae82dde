import type { Database } from 'better-sqlite3'

/** Gives a database that was just made its lineage and first epoch. Who is later than another finds them there. */
export function beginHistory(client: Database): void {
  if (client.prepare('select 1 from history where id = 1').get() !== undefined) return
  const now = `cast(unixepoch('subsec') * 1000 as integer)`
  client
    .transaction(() => {
      client.exec(`
        insert or ignore into history (id, lineage, mark, marked_at) values (1, lower(hex(randomblob(16))), 0, 0);
        insert or ignore into epoch (number, reason, began_at) values (1, 'first', ${now});
      `)
    })
    .immediate()
}
