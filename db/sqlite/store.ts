import { sql } from 'drizzle-orm'
import { noJournal } from '../journal/no-journal.ts'
import type { Store } from '../store.ts'
import { acts } from './acts.ts'
import { answers } from './answers.ts'
import { backUp } from './back-up.ts'
import { backlog } from './backlog.ts'
import { startCheckpoints } from './checkpoints.ts'
import { deliveries } from './deliveries.ts'
import { effects } from './effects.ts'
import { endpoints } from './endpoints.ts'
import { erasure } from './erasure.ts'
import { eventLog } from './event-log.ts'
import { hasRoom } from './has-room.ts'
import { histories } from './history.ts'
import { keeping } from './keeping.ts'
import { keysAndInbox } from './keys-and-inbox.ts'
import { type Lease, takeLease } from './lease.ts'
import { compareSchema } from './migrate.ts'
import { notices } from './notices.ts'
import { type Database, openDatabase } from './open.ts'
import { outbox } from './outbox.ts'
import { passkeyDomains } from './passkey-domain.ts'
import { platforms } from './platforms.ts'
import { revocations } from './revocations.ts'
import { seriesOfTries } from './series.ts'
import { sessionEnd } from './session-end.ts'
import { sessionList } from './session-list.ts'
import { sessionRecord } from './session-record.ts'
import { sessions } from './sessions.ts'
import { users } from './users.ts'
import { counters } from './uses.ts'

/**
 * Opens the store on SQLite: a file, made with its folder if there is none, or `:memory:`. With `lease` as the one
 * server of the file, with checkpoints on a thread of their own (`onFault` hears when it fails); throws when there is
 * another server. Tools open it beside.
 */
export function openSqliteStore(path: string, { lease: leased = false, onFault = unheard } = {}): Store {
  // Before anything else: a second server must not even bring the schema up to date under the first.
  const lease = leased && path !== ':memory:' ? takeLease(path) : null
  const db = opened(path, lease)
  const checkpoints = lease && startCheckpoints(path, { onAway: db.checkpointElsewhere, onFault })
  const log = eventLog(db)
  const { verbs: ofAnswers, keep, keepUnlessErased } = answers(db)
  const { verbs: ofOutbox, tell } = outbox(db, keep)
  const { verbs: ofEndpoints, giveUp } = endpoints(db, keep)
  const { verbs: ofActs, keepAct } = acts(db)
  const { verbs: ofSeries, change } = seriesOfTries(db, tell, keepAct)
  const { verbs: ofUses, count } = counters(db)
  const { verbs: ofNotices, add: notify } = notices(db, change, keepAct)
  const end = sessionEnd(db, log, change, tell)
  // On the thread, so that a reader of an old state, such as a backup, keeps nobody else waiting.
  const emptyLog = async () => {
    if (((await checkpoints?.now()) ?? null) === null) db.checkpoint()
  }
  return {
    ...platforms(db),
    ...users(db, keep),
    ...ofSeries,
    ...sessions(db, { log, apply: effects(db, change, count), end, keep, keepUnlessErased, notify }),
    ...sessionRecord(db, log),
    ...sessionList(db),
    ...ofAnswers,
    ...ofOutbox,
    ...ofEndpoints,
    ...deliveries(db, giveUp),
    ...keysAndInbox(db),
    ...passkeyDomains(db),
    ...histories(db, path === ':memory:' ? null : `${path}.mark`, lease !== null),
    ...ofActs,
    ...ofUses,
    ...ofNotices,
    ...revocations(db, tell, keepAct),
    ...erasure(db, log, end, keepAct, emptyLog),
    ...backlog(db),
    ...backUp(db),
    recallRevocations: noJournal,
    ...keeping(db),
    examine: async () => ({
      databaseNow: null,
      schema: compareSchema(db.orm.$client),
      space: hasRoom(db.orm.$client, path) ? 'ok' : 'full',
      lease: lease === null || lease.held() ? 'ok' : 'lost',
    }),
    ping: async () => void db.orm.get(sql`select 1 from platform`),
    close: async () => {
      await checkpoints?.stop()
      db.close()
      lease?.release()
    },
  }
}

const unheard = (_: string): void => undefined

function opened(path: string, lease: Lease | null): Database {
  try {
    return openDatabase(path, lease !== null)
  } catch (fault) {
    lease?.release()
    throw fault
  }
}
