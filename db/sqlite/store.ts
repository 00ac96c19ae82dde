import { sql } from 'drizzle-orm'
import type { Store } from '../store.ts'
import { answers } from './answers.ts'
import { effects } from './effects.ts'
import { eventLog } from './event-log.ts'
import { keysAndInbox } from './keys-and-inbox.ts'
import { openDatabase } from './open.ts'
import { platforms } from './platforms.ts'
import { seriesOfTries } from './series.ts'
import { sessionEnd } from './session-end.ts'
import { sessionList } from './session-list.ts'
import { sessionRecord } from './session-record.ts'
import { sessions } from './sessions.ts'
import { users } from './users.ts'

/** Opens the store on SQLite: a file, made with its folder if there is none, or `:memory:`. */
export function openSqliteStore(path: string): Store {
  const db = openDatabase(path)
  const log = eventLog(db)
  const { verbs: ofAnswers, keep } = answers(db)
  const { verbs: ofSeries, change } = seriesOfTries(db)
  return {
    ...platforms(db),
    ...users(db, keep),
    ...ofSeries,
    ...sessions(db, { log, apply: effects(db, change), end: sessionEnd(db, log, change), keep }),
    ...sessionRecord(db, log),
    ...sessionList(db),
    ...ofAnswers,
    ...keysAndInbox(db),
    ping: async () => void db.orm.get(sql`select 1 from platform`),
    close: async () => db.close(),
  }
}
