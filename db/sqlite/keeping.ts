import {
  and,
  asc,
  count,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  lte,
  max,
  min,
  notExists,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { PurgedKind } from '../../lib/sca/retention.ts'
import type { Purged } from '../keeping.ts'
import { purgeableUpTo, purgeDay } from '../purge-limits.ts'
import type { Store } from '../store.ts'
import type { Database } from './open.ts'
import {
  apiKey,
  challenge,
  idempotency,
  inboxMessage,
  notice,
  noticeLink,
  outboxEvent,
  purgeRecord,
  session,
  sessionEvent,
  stagedCredential,
  useCount,
  user,
  userAct,
  webhookDelivery,
} from './schema.ts'
import { atMost, slot, slots, sought } from './slots.ts'

/** Where the rows of a kind are, what their time is, and what keeps them beyond it. */
interface Shelf {
  readonly table: SQLiteTable
  readonly time: SQLiteColumn
  readonly free?: SQL | undefined
}

interface Purge {
  /** Removes at most so many. Out: their times. */
  readonly remove: (upTo: number, limit: number) => readonly number[]
  readonly count: (upTo: number) => Purged
}

const nothing: Purged = { removed: 0, oldest: null, newest: null }

/** Lets go of what is over, the oldest first, and keeps count of it. */
export function keeping(db: Database): Pick<Store, 'purge' | 'countOver' | 'listPurges'> {
  const { orm, write } = db
  const purges = purgesOf(db)
  const record = orm
    .insert(purgeRecord)
    .values(slots(purgeRecord))
    .onConflictDoUpdate({
      target: [purgeRecord.day, purgeRecord.kind],
      set: {
        removed: sql`${purgeRecord.removed} + ${slot('removed')}`,
        oldest: sql`min(${purgeRecord.oldest}, ${slot('oldest')})`,
        newest: sql`max(${purgeRecord.newest}, ${slot('newest')})`,
        upTo: sql`max(${purgeRecord.upTo}, ${slot('upTo')})`,
        lastAt: sql`max(${purgeRecord.lastAt}, ${slot('lastAt')})`,
      },
    })
    .prepare()
  const list = orm
    .select()
    .from(purgeRecord)
    .where(gte(purgeRecord.day, sought('since')))
    .orderBy(desc(purgeRecord.day), desc(purgeRecord.kind))
    .prepare()

  return {
    purge: ({ limit, ...wanted }) =>
      write(() => {
        const { kind, at } = wanted
        const upTo = purgeableUpTo(wanted)
        const times = purges[kind].remove(upTo, limit)
        if (times.length === 0) return nothing
        const purged = { removed: times.length, oldest: Math.min(...times), newest: Math.max(...times) }
        record.run({ ...purged, day: purgeDay(at), kind, upTo, lastAt: at })
        return purged
      }),
    countOver: async (kind, upTo, at) => purges[kind].count(purgeableUpTo({ kind, upTo, at })),
    listPurges: async (since) => list.all({ since }),
  }
}

function purgesOf(db: Database): Record<PurgedKind, Purge> {
  const { orm } = db
  /** Nothing in `table` that meets the condition. */
  const none = (table: SQLiteTable, condition: SQL | undefined) =>
    notExists(orm.select({ found: sql`1` }).from(table).where(condition))
  const onItsWay = and(eq(webhookDelivery.eventId, outboxEvent.id), isNotNull(webhookDelivery.nextAt))
  // Literal, as in the partial index that serves it.
  const erased = sql`${user.dataKeyWrapped} = ''`
  const toldOf = [session, userAct, idempotency, inboxMessage].map((table) => none(table, eq(table.userId, user.id)))
  return {
    codes: rows(db, { table: challenge, time: challenge.expiresAt }),
    counters: rows(db, { table: useCount, time: useCount.expiresAt }),
    notices: rows(db, { table: notice, time: notice.expiresAt }),
    'notice-links': rows(db, { table: noticeLink, time: noticeLink.expiresAt }),
    answers: rows(db, { table: idempotency, time: idempotency.expiresAt }),
    inbox: rows(db, { table: inboxMessage, time: inboxMessage.createdAt }),
    events: rows(db, { table: outboxEvent, time: outboxEvent.createdAt, free: none(webhookDelivery, onItsWay) }),
    'session-details': sessionDetails(db),
    sessions: wholeSessions(db, none(outboxEvent, eq(outboxEvent.sessionId, session.id))),
    acts: rows(db, { table: userAct, time: userAct.at }),
    'api-keys': rows(db, { table: apiKey, time: apiKey.revokedAt }),
    'erased-users': rows(db, { table: user, time: user.updatedAt, free: and(erased, ...toldOf) }),
    'purge-records': rows(db, { table: purgeRecord, time: purgeRecord.day }),
  }
}

const row = sql<number>`rowid`

function rows({ orm }: Database, shelf: Shelf): Purge {
  const { table, time, free } = shelf
  const over = and(lte(time, sought('upTo')), free)
  const oldest = orm.select({ row }).from(table).where(over).orderBy(asc(time)).limit(atMost('limit'))
  const drop = orm.delete(table).where(inArray(row, oldest)).returning({ time }).prepare()
  return {
    remove: (upTo, most) => drop.all({ upTo, limit: most }).map((gone) => gone.time as number),
    count: counting({ orm }, shelf),
  }
}

/** A session goes as a whole: a log without its begin or end would be no evidence. */
function wholeSessions({ orm }: Database, free: SQL): Purge {
  const shelf = { table: session, time: session.endedAt, free }
  const oldest = orm
    .select({ id: session.id, time: session.endedAt })
    .from(session)
    .where(and(lte(session.endedAt, sought('upTo')), free))
    .orderBy(asc(session.endedAt))
    .limit(atMost('limit'))
    .prepare()
  const drops = [sessionEvent, challenge, stagedCredential].map((table) =>
    orm
      .delete(table)
      .where(eq(table.sessionId, sought('id')))
      .prepare(),
  )
  const drop = orm
    .delete(session)
    .where(eq(session.id, sought('id')))
    .prepare()
  return {
    remove: (upTo, most) =>
      oldest.all({ upTo, limit: most }).map(({ id, time }) => {
        for (const one of drops) one.run({ id })
        drop.run({ id })
        return time as number
      }),
    count: counting({ orm }, shelf),
  }
}

function sessionDetails({ orm }: Database): Purge {
  const free = sql`coalesce(${session.returnUrl}, ${session.state}, ${session.locale}) is not null`
  const over = and(lte(session.endedAt, sought('upTo')), free)
  const oldest = orm.select({ row }).from(session).where(over).orderBy(asc(session.endedAt)).limit(atMost('limit'))
  const blank = orm
    .update(session)
    .set({ returnUrl: null, state: null, locale: null })
    .where(inArray(row, oldest))
    .returning({ time: session.endedAt })
    .prepare()
  return {
    remove: (upTo, most) => blank.all({ upTo, limit: most }).map(({ time }) => time as number),
    count: counting({ orm }, { table: session, time: session.endedAt, free }),
  }
}

function counting({ orm }: Pick<Database, 'orm'>, { table, time, free }: Shelf): Purge['count'] {
  const statement = orm
    .select({ removed: count(), oldest: min(time), newest: max(time) })
    .from(table)
    .where(and(lte(time, sought('upTo')), free))
    .prepare()
  return (upTo) => (statement.get({ upTo }) as Purged | undefined) ?? nothing
}
