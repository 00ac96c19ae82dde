import { explained, StatementRefused } from './faults.ts'

interface Client {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>
}

export interface PlaceWatch {
  look(client: Client): Promise<void>
  /** The newest epoch; null: none yet, or this engine tells no place. */
  met(): number | null
}

/** The timeline counts promotions and restores; the name of a log file begins with it. A standby writes none. */
const timeline = `case when pg_is_in_recovery() then '' else substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) end`
/** The identifier is drawn when a cluster is made. */
const system = '(select system_identifier::text from pg_control_system())'

/** What a standby answers until it is promoted. */
const standing = /^(\d+\/)?$/
const readOnly = '25006'

/** From the most telling to none at all: not every engine and not every user has them. */
const places = [`${system} || '/' || ${timeline}`, timeline, 'null']
/** There is no such function; we may not call it; the engine does not do that. */
const lacking = /^(42883|42501|0A000|42P01|XXUUU)$/

/**
 * Notices that a connection leads to another server than the present epoch began on: a standby that took over and may lack
 * the last commits, or a restored copy. A new epoch begins before anything else is done there, and a standby that is not
 * promoted is asked nothing. REL-06. Out: looks at one connection, which throws, as it may be logged, what the database
 * throws; and which epoch was met last by any of them.
 */
export function watchPlace(): PlaceWatch {
  let way = 0
  let met: number | null = null

  async function here(client: Client): Promise<string | null> {
    const tried = way
    try {
      const { rows } = await client.query(`select ${places[tried]} as place`)
      const [row] = rows
      return typeof row?.['place'] === 'string' ? row['place'] : null
    } catch (fault) {
      if (tried === places.length - 1 || !lacking.test(String((fault as { code?: unknown }).code))) throw fault
      // Several connections may find that out at once: it is one step all the same.
      way = Math.max(way, tried + 1)
      return here(client)
    }
  }

  async function look(client: Client): Promise<void> {
    const place = await here(client)
    if (place === null) return
    // Its promotion closes no connection: one that was taken for good before would be asked about what is lost by then.
    if (standing.test(place)) throw new StatementRefused(readOnly, ' (a standby that is not promoted)')
    const { rows } = await client.query('select number, place from epoch order by number desc limit 1')
    const [present] = rows
    if (present === undefined) return
    const number = Number(present['number'])
    met = Math.max(met ?? 0, number)
    if (present['place'] === place) return
    if (present['place'] === null) {
      await client.query('update epoch set place = $1 where number = $2 and place is null', [place, number])
      return
    }
    const begin = `insert into epoch (number, reason, began_at, known_until, place)
      select $1::bigint + 1, 'failover', (extract(epoch from clock_timestamp()) * 1000)::bigint, marked_at, $2::text
      from history on conflict do nothing`
    await client.query(begin, [number, place])
    met = Math.max(met, number + 1)
  }

  return {
    look: (client) => look(client).catch((fault) => Promise.reject(explained(fault))),
    met: () => met,
  }
}
