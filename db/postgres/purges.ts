import { and, asc, count, eq, isNotNull, lte, max, min, notExists, type SQL, sql } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import type { PurgedKind } from '../../lib/sca/retention.ts'
import type { Purged } from '../keeping.ts'
import { slot } from '../slots.ts'
import { type Connection, prepared } from './prepared.ts'
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

/** Where the rows of a kind are, what their time is, and what they must be to go: asked of the database as it is. */
interface Shelf {
  readonly table: PgTable
  readonly time: PgColumn
  readonly free?: (orm: NodePgDatabase) => SQL | undefined
}

interface Purge {
  /** Removes at most so many. Out: their times. */
  readonly remove: (at: Connection, upTo: number, limit: number) => Promise<number[]>
  readonly count: (at: Connection, upTo: number) => Promise<Purged | undefined>
}

/** Nothing in `table` that meets the condition. */
function none(orm: NodePgDatabase, table: PgTable, condition: SQL | undefined): SQL {
  return notExists(orm.select({ found: sql`1` }).from(table).where(condition))
}

const onItsWay = and(eq(webhookDelivery.eventId, outboxEvent.id), isNotNull(webhookDelivery.nextAt))
// Literal, as in the partial indexes that serve them.
const erased = sql`${user.dataKeyWrapped} = ''`
const detailed = sql`coalesce(${session.returnUrl}, ${session.state}, ${session.locale}) is not null`
const details: Shelf = { table: session, time: session.endedAt, free: () => detailed }
const wholeSession: Shelf = {
  table: session,
  time: session.endedAt,
  free: (orm) => none(orm, outboxEvent, eq(outboxEvent.sessionId, session.id)),
}

export const purges: Record<PurgedKind, Purge> = {
  codes: rows('codes', { table: challenge, time: challenge.expiresAt }),
  counters: rows('counters', { table: useCount, time: useCount.expiresAt }),
  notices: rows('notices', { table: notice, time: notice.expiresAt }),
  'notice-links': rows('notice-links', { table: noticeLink, time: noticeLink.expiresAt }),
  answers: rows('answers', { table: idempotency, time: idempotency.expiresAt }),
  inbox: rows('inbox', { table: inboxMessage, time: inboxMessage.createdAt }),
  events: rows('events', {
    table: outboxEvent,
    time: outboxEvent.createdAt,
    free: (orm) => none(orm, webhookDelivery, onItsWay),
  }),
  'session-details': rows('session-details', details, (orm, which) =>
    orm
      .update(session)
      .set({ returnUrl: null, state: null, locale: null })
      .where(which)
      .returning({ time: session.endedAt }),
  ),
  sessions: wholeSessions(wholeSession),
  acts: rows('acts', { table: userAct, time: userAct.at }),
  'api-keys': rows('api-keys', { table: apiKey, time: apiKey.revokedAt }),
  'erased-users': rows('erased-users', {
    table: user,
    time: user.updatedAt,
    free: (orm) =>
      and(erased, ...[session, userAct, idempotency, inboxMessage].map((of) => none(orm, of, eq(of.userId, user.id)))),
  }),
  'purge-records': rows('purge-records', { table: purgeRecord, time: purgeRecord.day }),
}

interface Times {
  prepare(name: string): {
    execute(values?: Record<string, unknown>): Promise<{ time: unknown }[]>
    getQuery(): { readonly sql: string; readonly params: unknown[] }
  }
}

/**
 * Lets go of rows in two statements: the first locks the oldest that are over, and waits for whoever has them; the second
 * takes those that are over and free still, as it sees them now that nobody can change them any more.
 */
function rows(
  name: string,
  shelf: Shelf,
  letGo = (orm: NodePgDatabase, which: SQL | undefined): Times =>
    orm.delete(shelf.table).where(which).returning({ time: shelf.time }),
): Purge {
  const key = keyOf(shelf.table)
  const statements = prepared(`purge.${name}`, (orm) => ({
    oldest: oldest(orm, shelf, key),
    drop: letGo(orm, and(among(key), over(orm, shelf))),
    count: counting(orm, shelf),
  }))
  return {
    remove: async (at, upTo, limit) => {
      const found = await statements(at).oldest.all({ upTo, limit })
      if (found.length === 0) return []
      const keys = Object.fromEntries(key.map((column) => [column.name, found.map((row) => row[column.name])]))
      return (await statements(at).drop.all({ ...keys, upTo })).map(({ time }) => Number(time))
    },
    count: async (at, upTo) => (await statements(at).count.get({ upTo })) as Purged | undefined,
  }
}

/** A session goes as a whole: a log without its begin or end would be no evidence. */
function wholeSessions(shelf: Shelf): Purge {
  const ids = sql`any(${slot('ids')}::text[])`
  const statements = prepared('purge.sessions', (orm) => ({
    oldest: oldest(orm, shelf, [session.id]),
    free: orm
      .select({ id: session.id })
      .from(session)
      .where(and(sql`${session.id} = ${ids}`, over(orm, shelf))),
    dropEvents: orm.delete(sessionEvent).where(sql`${sessionEvent.sessionId} = ${ids}`),
    dropChallenges: orm.delete(challenge).where(sql`${challenge.sessionId} = ${ids}`),
    dropStaged: orm.delete(stagedCredential).where(sql`${stagedCredential.sessionId} = ${ids}`),
    drop: orm.delete(session).where(sql`${session.id} = ${ids}`).returning({ time: session.endedAt }),
    count: counting(orm, shelf),
  }))
  return {
    remove: async (at, upTo, limit) => {
      const { free, dropEvents, dropChallenges, dropStaged, drop } = statements(at)
      const found = await statements(at).oldest.all({ upTo, limit })
      if (found.length === 0) return []
      const going = await free.all({ upTo, ids: found.map(({ id }) => id) })
      const which = { ids: going.map(({ id }) => id) }
      for (const part of [dropEvents, dropChallenges, dropStaged]) await part.run(which)
      return (await drop.all(which)).map(({ time }) => Number(time))
    },
    count: async (at, upTo) => (await statements(at).count.get({ upTo })) as Purged | undefined,
  }
}

function over(orm: NodePgDatabase, { time, free }: Shelf): SQL | undefined {
  return and(lte(time, slot('upTo')), free?.(orm))
}

function oldest(orm: NodePgDatabase, shelf: Shelf, key: readonly PgColumn[]) {
  return orm
    .select(Object.fromEntries(key.map((column) => [column.name, column])))
    .from(shelf.table)
    .where(over(orm, shelf))
    .orderBy(asc(shelf.time))
    .limit(slot('limit') as never)
    .for('update')
}

function counting(orm: NodePgDatabase, shelf: Shelf) {
  const { table, time } = shelf
  return orm
    .select({ removed: count(), oldest: min(time), newest: max(time) })
    .from(table)
    .where(over(orm, shelf))
}

function keyOf(table: PgTable): readonly PgColumn[] {
  const { columns, primaryKeys } = getTableConfig(table)
  const names = primaryKeys[0]?.columns.map(({ name }) => name)
  return columns.filter(({ name, primary }) => names?.includes(name) ?? primary)
}

/** The rows of these keys, each column of which is given as a list. */
function among(key: readonly PgColumn[]): SQL {
  const lists = key.map((column) => {
    const type = column.getSQLType() === 'bigint' ? 'bigint' : 'text'
    return sql`${slot(column.name)}::${sql.raw(type)}[]`
  })
  return sql`(${sql.join([...key], sql`, `)}) in (select * from unnest(${sql.join(lists, sql`, `)}))`
}
