import { and, desc, eq, exists, gt, isNull, lt, lte, not, or, type SQL, sql } from 'drizzle-orm'
import { readCursor, top, writeCursor } from '../cursor.ts'
import { type Branch, statusBranches } from '../status-branches.ts'
import type { SessionRow, Store } from '../store.ts'
import type { Database } from './open.ts'
import { session, sessionEvent, user } from './schema.ts'
import { atMost, sought } from './slots.ts'

type Parameters = Record<string, string | number>
type List = (parameters: Parameters) => SessionRow[]

/** Lists of sessions, newest first. */
export function sessionList({ orm, read }: Database): Pick<Store, 'listSessions'> {
  const claimed = exists(
    orm
      .select({ seq: sessionEvent.seq })
      .from(sessionEvent)
      .where(and(eq(sessionEvent.sessionId, session.id), sql`${sessionEvent.type} = 'claimed'`)),
  )
  const after = or(
    lt(session.createdAt, sought('createdAt')),
    and(eq(session.createdAt, sought('createdAt')), lt(session.id, sought('id'))),
  )
  const findUser = orm
    .select({ id: user.id })
    .from(user)
    .where(and(eq(user.platformId, sought('platformId')), eq(user.externalId, sought('externalUserId'))))
    .prepare()

  function listed(condition: SQL | undefined): List {
    const query = orm
      .select()
      .from(session)
      // The first bound is implied by the second, but is the one that SQLite can seek an index with.
      .where(and(condition, lte(session.createdAt, sought('createdAt')), after))
      .orderBy(desc(session.createdAt), desc(session.id))
      .limit(atMost('limit'))
      .prepare()
    return (parameters) => query.all(parameters)
  }

  /** The same lists twice: of a platform, and of one of its users. */
  function lists(whose: SQL): { all: List; outcome: List; overdue: List; created: List; started: List } {
    const open = and(whose, isNull(session.outcome))
    const live = and(open, gt(session.expiresAt, sought('now')))
    return {
      all: listed(whose),
      outcome: listed(and(whose, eq(session.outcome, sought('outcome')))),
      overdue: listed(and(open, lte(session.expiresAt, sought('now')))),
      created: listed(and(live, not(claimed))),
      started: listed(and(live, claimed)),
    }
  }
  const ofPlatform = lists(eq(session.platformId, sought('platformId')))
  const ofUser = lists(eq(session.userId, sought('userId')))

  function branch(from: typeof ofUser, one: Branch, parameters: Parameters): SessionRow[] {
    if ('outcome' in one) return from.outcome({ ...parameters, outcome: one.outcome })
    if (one.open === 'overdue') return from.overdue(parameters)
    return one.claimed ? from.started(parameters) : from.created(parameters)
  }

  return {
    listSessions: async ({ platformId, externalUserId, status, cursor, limit, now }) =>
      read(() => {
        const owner = externalUserId === undefined ? null : findUser.get({ platformId, externalUserId })
        if (owner === undefined) return { sessions: [], nextCursor: null }
        const from = owner === null ? ofPlatform : ofUser
        const position = cursor === undefined ? top : readCursor(cursor)
        // One more than asked for tells whether there is a next page.
        const parameters = { ...position, platformId, userId: owner?.id ?? '', now, limit: limit + 1 }
        const found =
          status === undefined
            ? from.all(parameters)
            : statusBranches(status)
                .flatMap((one) => branch(from, one, parameters))
                .sort(newestFirst)
        const sessions = found.slice(0, limit)
        const last = sessions.at(-1)
        return { sessions, nextCursor: found.length > limit && last !== undefined ? writeCursor(last) : null }
      }),
  }
}

function newestFirst(a: SessionRow, b: SessionRow): number {
  if (a.createdAt !== b.createdAt) return b.createdAt - a.createdAt
  return a.id < b.id ? 1 : -1
}
