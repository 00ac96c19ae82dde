import { sql } from 'drizzle-orm'
import pg from 'pg'
import { noJournal } from '../journal/no-journal.ts'
import type { Store } from '../store.ts'
import { acts } from './acts.ts'
import { answers } from './answers.ts'
import { backlog } from './backlog.ts'
import { connectionOptions, type Patience } from './connection-options.ts'
import { deliveries } from './deliveries.ts'
import { endpoints } from './endpoints.ts'
import { erasure } from './erasure.ts'
import { events } from './events.ts'
import { examine } from './examine.ts'
import { histories } from './history.ts'
import { keeping } from './keeping.ts'
import { keysAndInbox } from './keys-and-inbox.ts'
import { migrate } from './migrate.ts'
import { notices } from './notices.ts'
import { passkeyDomains } from './passkey-domain.ts'
import { watchPlace } from './place.ts'
import { platforms } from './platforms.ts'
import { prepared } from './prepared.ts'
import { revocations } from './revocations.ts'
import { platform } from './schema.ts'
import { seriesOfTries } from './series.ts'
import { sessionList } from './session-list.ts'
import { sessionRecord } from './session-record.ts'
import { sessions } from './sessions.ts'
import { type Retry, transactions } from './transactions.ts'
import { users } from './users.ts'
import { counters } from './uses.ts'

/** Connections of one instance, beside one that asks how the database does. PostgreSQL allows a hundred unless told otherwise. */
const usualConnections = 10

interface Limits extends Partial<Patience> {
  readonly connections?: number
}

const statements = prepared('store', (orm) => ({
  ping: orm.select({ one: sql<number>`1` }).from(platform).limit(1),
}))

/**
 * Opens the store on PostgreSQL. It connects, and brings the schema up to date, when it is first asked for something:
 * then it throws where that cannot be, with what to do, and tries again the next time. In: the address, what waiting
 * before another try of a transaction needs, other limits than the usual ones.
 */
export function openPostgresStore(url: string, retry: Retry, limits: Limits = {}): Store {
  const { connections = usualConnections, ...patience } = limits
  const options = { ...connectionOptions(url), ...patience }
  const pool = poolOf(options, connections)
  // Whoever asks how the database does must not stand in line behind everybody else.
  const apart = poolOf(options, 1)
  let readied: Promise<void> | undefined
  const ready = () => {
    readied ??= migrate(options).catch((fault) => {
      readied = undefined
      throw fault
    })
    return readied
  }
  const place = watchPlace()
  const use = transactions(pool, ready, place.look, retry)
  const watching = transactions(apart, ready, place.look, retry)
  let closed: Promise<void> | undefined
  return {
    ...platforms(use),
    ...users(use),
    ...seriesOfTries(use),
    ...sessions(use),
    ...sessionRecord(use),
    ...sessionList(use),
    ...answers(use),
    ...events(use),
    ...endpoints(use),
    ...deliveries(use),
    ...keysAndInbox(use),
    ...passkeyDomains(use),
    ...acts(use),
    ...counters(use),
    ...notices(use),
    ...revocations(use),
    ...erasure(use),
    ...backlog(use),
    backUp: async () => 'elsewhere',
    ...histories(watching, place),
    recallRevocations: noJournal,
    ...keeping(use),
    examine: () => watching.read(examine),
    ping: async () => void (await use.read((at) => statements(at).ping.get())),
    close: () => {
      closed ??= Promise.all([use.settled(), watching.settled()])
        .then(() => Promise.all([pool.end(), apart.end()]))
        .then(() => undefined)
      return closed
    },
  }
}

/** A connection that breaks, in use or not, is replaced by the pool; without a listener it would end the process. */
function poolOf(options: pg.ClientConfig, max: number): pg.Pool {
  const pool = new pg.Pool({ ...options, max, allowExitOnIdle: true })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}
