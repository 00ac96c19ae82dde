import { and, desc, eq, exists, gt, isNull, lt, lte, not, or, type SQL } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { readCursor, top, writeCursor } from '../cursor.ts'
import { slot } from '../slots.ts'
import { type Branch, statusBranches } from '../status-branches.ts'
import type { SessionRow, Store } from '../store.ts'
import { prepared } from './prepared.ts'
import { session, sessionEvent, user } from './schema.ts'
import type { Transactions } from './transactions.ts'

const after = or(
  lt(session.createdAt, slot('createdAt')),
  and(eq(session.createdAt, slot('createdAt')), lt(session.id, slot('id'))),
)

/** The same lists twice: of a platform, and of one of its users. */
function lists(orm: NodePgDatabase, whose: SQL) {
  const claimed = exists(
    orm
      .select({ seq: sessionEvent.seq })
      .from(sessionEvent)
      .where(and(eq(sessionEvent.sessionId, session.id), eq(sessionEvent.type, 'claimed'))),
  )
  const listed = (condition: SQL | undefined) =>
    orm
      .select()
      .from(session)
      // The first bound is implied by the second, but is the one that an index can be sought with.
      .where(and(condition, lte(session.createdAt, slot('createdAt')), after))
      .orderBy(desc(session.createdAt), desc(session.id))
      .limit(slot('limit') as never)
  const open = and(whose, isNull(session.outcome))
  const live = and(open, gt(session.expiresAt, slot('now')))
  return {
    all: listed(whose),
    outcome: listed(and(whose, eq(session.outcome, slot('outcome')))),
    overdue: listed(and(open, lte(session.expiresAt, slot('now')))),
    created: listed(and(live, not(claimed))),
    started: listed(and(live, claimed)),
  }
}

const ofPlatform = prepared('platform-list', (orm) => lists(orm, eq(session.platformId, slot('platformId'))))
const ofUser = prepared('user-list', (orm) => lists(orm, eq(session.userId, slot('userId'))))
const statements = prepared('list', (orm) => ({
  findUser: orm
    .select({ id: user.id })
    .from(user)
    .where(and(eq(user.platformId, slot('platformId')), eq(user.externalId, slot('externalUserId')))),
}))

type Parameters = Record<string, string | number>
type Lists = ReturnType<typeof ofUser>

function branch(from: Lists, one: Branch, parameters: Parameters): Promise<SessionRow[]> {
  if ('outcome' in one) return from.outcome.all({ ...parameters, outcome: one.outcome })
  if (one.open === 'overdue') return from.overdue.all(parameters)
  return one.claimed ? from.started.all(parameters) : from.created.all(parameters)
}

async function found(from: Lists, status: string | undefined, parameters: Parameters): Promise<SessionRow[]> {
  if (status === undefined) return from.all.all(parameters)
  const rows: SessionRow[] = []
  for (const one of statusBranches(status)) rows.push(...(await branch(from, one, parameters)))
  return rows.sort(newestFirst)
}

/** Lists of sessions, newest first. */
export function sessionList({ snapshot }: Transactions): Pick<Store, 'listSessions'> {
  return {
    listSessions: async ({ platformId, externalUserId, status, cursor, limit, now }) => {
      const position = cursor === undefined ? top : readCursor(cursor)
      return snapshot(async (at) => {
        const owner =
          externalUserId === undefined ? null : await statements(at).findUser.get({ platformId, externalUserId })
        if (owner === undefined) return { sessions: [], nextCursor: null }
        const from = owner === null ? ofPlatform(at) : ofUser(at)
        // One more than asked for tells whether there is a next page.
        const parameters = { ...position, platformId, userId: owner?.id ?? '', now, limit: limit + 1 }
        const rows = await found(from, status, parameters)
        const sessions = rows.slice(0, limit)
        const last = sessions.at(-1)
        return { sessions, nextCursor: rows.length > limit && last !== undefined ? writeCursor(last) : null }
      })
    },
  }
}

function newestFirst(a: SessionRow, b: SessionRow): number {
  if (a.createdAt !== b.createdAt) return b.createdAt - a.createdAt
  return a.id < b.id ? 1 : -1
}
