import { setImmediate } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { payment } from '../e2e/platform.ts'
import { fillUsers } from './fill-users.ts'
import { benchUser } from './mint-body.ts'
import type { Ours } from './servers.ts'

/** Rows of one transaction: so few that the server's own writes need not wait for long. */
const atOnce = 20_000

/** What the two engines write otherwise. */
interface Engine {
  run(sql: string): Promise<unknown>
  /** Rows `n.i` from one number to another. */
  numbers(from: number, to: number): string
  /** Ten digits that differ for each `n.i` and come in no order, as ids do. */
  readonly mixed: string
  end(): Promise<unknown>
}

/**
 * Fills the database of a server with users, each with a session that is over, by statements that copy the first of them
 * made through the API. In: the server, its PostgreSQL or null, how many. Their ids are those of `benchUser`.
 */
export async function bulkFill(ours: Ours, postgresUrl: string | null, count: number): Promise<void> {
  await fillUsers(ours, 1)
  const { id } = await ours.platform.mint(benchUser(0), 'payment', payment)
  await ours.platform.call('POST', `/sessions/${id}/cancel`)
  const engine = postgresUrl ? await postgres(postgresUrl) : sqlite(`${ours.dataFolder}/assent.db`)
  try {
    for (let from = 1; from < count; from += atOnce) {
      const numbers = engine.numbers(from, Math.min(count, from + atOnce) - 1)
      for (const sql of copies(engine, numbers, id)) await engine.run(sql)
    }
    await engine.run(postgresUrl ? 'vacuum analyze' : 'PRAGMA wal_checkpoint(TRUNCATE)')
  } finally {
    await engine.end()
  }
  // Filling SQLite lets nothing else in; by now the server has closed connections of before, of which we hear only here.
  for (let turn = 0; turn < 2; turn += 1) await setImmediate()
}

function copies({ mixed }: Engine, numbers: string, session: string): string[] {
  const ago = '(n.i % 36000) * 1000'
  const shift = (column: string) => `s.${column} - ${ago}`
  return [
    copy('user', 't', numbers, `t.external_id = '${benchUser(0)}'`, userColumns, {
      id: `'usr_${mixed}`,
      external_id: `'bench-user-' || n.i`,
      handle: `'handle_${mixed}`,
    }),
    copy('session', 's', numbers, `s.id = '${session}'`, sessionColumns, {
      id: `'ses_${mixed}`,
      user_id: `'usr_${mixed}`,
      external_user_id: `'bench-user-' || n.i`,
      token_hash: `'token_${mixed}`,
      created_at: shift('created_at'),
      expires_at: shift('expires_at'),
      ended_at: shift('ended_at'),
    }),
    copy('session_event', 'e', numbers, `e.session_id = '${session}'`, eventColumns, { session_id: `'ses_${mixed}` }),
  ]
}

function copy(
  table: string,
  alias: string,
  numbers: string,
  which: string,
  columns: string,
  otherwise: Readonly<Record<string, string>>,
): string {
  const names = columns.split(' ')
  const values = names.map((name) => otherwise[name] ?? `${alias}.${name}`)
  return `INSERT INTO "${table}" (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${numbers}, "${table}" ${alias} WHERE ${which}`
}

const userColumns =
  'id platform_id external_id type category handle data_key_wrapped profile_sealed email_sealed phone_sealed email_changed phone_changed locale credentials_version version created_at updated_at'
const sessionColumns =
  'id platform_id user_id external_user_id purpose operation operation_hash policy token_hash credentials_version epoch created_at expires_at outcome reason ended_at'
const eventColumns = 'session_id seq type data at hash'

function sqlite(file: string): Engine {
  const client = new Sqlite(file, { timeout: 10_000 })
  return {
    run: async (sql) => client.exec(sql),
    numbers: (from, to) =>
      `(WITH RECURSIVE c(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM c WHERE i < ${to}) SELECT i FROM c) n`,
    mixed: "' || printf('%010d', (n.i * 2654435761) % 4294967296)",
    end: async () => client.close(),
  }
}

async function postgres(url: string): Promise<Engine> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    run: (sql) => client.query(sql),
    numbers: (from, to) => `generate_series(${from}::bigint, ${to}) n(i)`,
    mixed: "' || lpad(((n.i * 2654435761) % 4294967296)::text, 10, '0')",
    end: () => client.end(),
  }
}
