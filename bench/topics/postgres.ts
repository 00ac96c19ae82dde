import { startPostgres } from '../../db/postgres/testing/start-postgres.ts'
import { testDatabase } from '../../db/postgres/testing/test-database.ts'
import { fillUsers } from '../fill-users.ts'
import { type Contestant, interleaved, raceTable, type Standing } from '../interleaved.ts'
import { startBare, startOurs, withServers } from '../servers.ts'
import type { Outcome, Settings } from '../topic.ts'
import { mints, usersFor } from './api.ts'

const bareInsert = 'bare node:http, one SQLite insert'

/** As it comes, and unlike the one of tests: what is answered is on the disk. */
const durable = { fsync: 'on', full_page_writes: 'on' }

/** The same mints on PostgreSQL (a real one on this machine), by one process and by two. CPU is that of ours alone. */
export async function postgres(settings: Settings): Promise<Outcome> {
  const server = await startPostgres({ settings: durable })
  const [one, two] = [await testDatabase(server.url), await testDatabase(server.url)]
  let standings: Standing[] = []
  try {
    await withServers(
      [
        () => startBare('node-insert'),
        () => startOurs({ DATABASE_URL: one.url }),
        () => startOurs({ DATABASE_URL: two.url, ASSENT_WORKERS: '2' }),
      ],
      async (bare, single, workers) => {
        const users = usersFor(settings)
        await fillUsers(single, users)
        await fillUsers(workers, users)
        const contestants: Contestant[] = [
          {
            name: bareInsert,
            server: bare,
            load: () => ({ path: '/', method: 'POST', body: '{"a":1}', expected: 201 }),
          },
          { name: 'ours, mint', server: single, load: mints(single, users, 0, false) },
          { name: 'ours, mint with Idempotency-Key', server: single, load: mints(single, users, 1_000_000_000, true) },
          { name: 'ours, mint, two workers', server: workers, load: mints(workers, users, 0, false) },
        ]
        standings = await interleaved(contestants, settings)
      },
    )
  } finally {
    await server.remove()
  }
  const table = raceTable(
    'API, PostgreSQL on the same machine, every commit durable, 16 connections',
    standings,
    bareInsert,
  )
  // Of several processes the first alone is asked, and it serves nothing.
  const rows = table.rows.map((row) => (row[0]?.endsWith('workers') ? row.with(2, '') : row))
  return { tables: [{ ...table, rows }], budgets: [] }
}
