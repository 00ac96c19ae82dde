import { asc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import { noFailures } from '../../lib/sca/limits.ts'
import { toEventRows } from '../chain-events.ts'
import type { EventRow, SessionRecord, Store } from '../store.ts'
import type { EventLog } from './event-log.ts'
import { presentEpoch } from './history.ts'
import type { Database } from './open.ts'
import { platformColumns } from './platforms.ts'
import { attempt, challenge, phone, pin, platform, session, sessionEvent, stagedCredential, user } from './schema.ts'
import { sought } from './slots.ts'
import { stagedIn, toStaged } from './staged.ts'
import { userColumns } from './users.ts'

type Verbs = Pick<Store, 'loadSession' | 'loadSessions'>
type Parts = Pick<SessionRecord, 'staged' | 'challenges'> & { readonly events: EventRow[] }

/** Everything about a session, or about many, in one snapshot and at most four statements. */
export function sessionRecord(db: Database, log: EventLog): Verbs {
  const staged = stagedIn(db)
  const which = (condition: SQL) =>
    db.orm
      .select({ session: getTableColumns(session), epoch: presentEpoch, platform: platformColumns, ...userColumns })
      .from(session)
      .innerJoin(platform, eq(platform.id, session.platformId))
      .innerJoin(user, eq(user.id, session.userId))
      .leftJoin(pin, eq(pin.userId, session.userId))
      .leftJoin(phone, eq(phone.userId, session.userId))
      .leftJoin(attempt, eq(attempt.userId, session.userId))
      .where(condition)
      .prepare()
  const find = which(eq(session.id, sought('id')))
  const { sessionId: _, ...challengeColumns } = getTableColumns(challenge)
  const challenges = db.orm
    .select(challengeColumns)
    .from(challenge)
    .where(eq(challenge.sessionId, sought('id')))
    .orderBy(asc(challenge.kind))
    .prepare()
  const listed = sql`(select value from json_each(${sought('ids')}))`
  const findSome = which(sql`${session.id} in ${listed}`)
  const eventsOfSome = db.orm
    .select()
    .from(sessionEvent)
    .where(sql`${sessionEvent.sessionId} in ${listed}`)
    .orderBy(asc(sessionEvent.sessionId), asc(sessionEvent.seq))
    .prepare()
  const stagedInSome = db.orm
    .select()
    .from(stagedCredential)
    .where(sql`${stagedCredential.sessionId} in ${listed}`)
    .orderBy(asc(stagedCredential.sessionId), asc(stagedCredential.method))
    .prepare()
  const challengesOfSome = db.orm
    .select()
    .from(challenge)
    .where(sql`${challenge.sessionId} in ${listed}`)
    .orderBy(asc(challenge.sessionId), asc(challenge.kind))
    .prepare()

  return {
    loadSession: async (id) =>
      db.read(() => {
        const found = find.get({ id })
        if (found === undefined) return null
        // An end leaves nothing staged and no challenge.
        const open = found.session.outcome === null
        const challengesOut = open ? challenges.all({ id }) : []
        return recordOf(found, { events: log.all(id), staged: open ? staged(id) : [], challenges: challengesOut })
      }),
    loadSessions: async (some) =>
      db.read(() => {
        const ids = JSON.stringify(some)
        const events = Map.groupBy(eventsOfSome.all({ ids }), ({ sessionId }) => sessionId)
        const made = Map.groupBy(stagedInSome.all({ ids }), ({ sessionId }) => sessionId)
        const out = Map.groupBy(challengesOfSome.all({ ids }), ({ sessionId }) => sessionId)
        return findSome.all({ ids }).map((found) => {
          const { id } = found.session
          return recordOf(found, {
            events: toEventRows(events.get(id) ?? []),
            staged: (made.get(id) ?? []).map(({ method, data }) => toStaged(method, data)),
            challenges: (out.get(id) ?? []).map(({ sessionId: __, ...row }) => row),
          })
        })
      }),
  }

  function recordOf(found: NonNullable<ReturnType<typeof find.get>>, parts: Parts): SessionRecord {
    const { pin: ofPin, phone: ofPhone, passkeys, series, ...rest } = found
    const credentials = { pin: ofPin, phone: ofPhone, passkeys }
    return { ...rest, credentials, series: series ?? noFailures, ...parts }
  }
}
