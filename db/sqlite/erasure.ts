import { and, asc, eq, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import { erasedClaims } from '../erased-claims.ts'
import { placeOf, readPlace } from '../erasure-place.ts'
import type { Store } from '../store.ts'
import type { KeepAct } from './acts.ts'
import type { EventLog } from './event-log.ts'
import type { Database } from './open.ts'
import {
  attempt,
  erasure as erasing,
  idempotency,
  inboxMessage,
  notice,
  noticeLink,
  outboxEvent,
  passkey,
  phone,
  pin,
  session,
  user,
  userAct,
} from './schema.ts'
import type { EndSession } from './session-end.ts'
import { atMost, slot, slots, sought } from './slots.ts'
import { isNotErased } from './users.ts'

/**
 * Erases users. Freed bytes are overwritten (`secure_delete`), and the write-ahead log is emptied afterwards, so that the
 * shredded data key is in no file of the database any more once nobody reads an old state of it. In: what empties it.
 */
export function erasure(
  { orm, write }: Database,
  log: EventLog,
  end: EndSession,
  keepAct: KeepAct,
  emptyLog: () => Promise<void>,
): Pick<Store, 'eraseUser' | 'eraseMore' | 'listErasing'> {
  const open = orm
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.userId, sought('userId')), isNull(session.outcome)))
    .prepare()
  const blank = orm
    .update(user)
    .set({
      externalId: slot('pseudonym'),
      // Unique, and no longer what a passkey of the user knows.
      handle: slot('pseudonym'),
      dataKeyWrapped: '',
      profileSealed: '',
      emailSealed: '',
      phoneSealed: null,
      previousEmailSealed: null,
      emailChanged: false,
      phoneChanged: false,
      locale: null,
      credentialsVersion: sql`${user.credentialsVersion} + 1`,
      version: sql`${user.version} + 1`,
      updatedAt: slot('at'),
    })
    .where(and(eq(user.id, sought('userId')), isNotErased))
    .prepare()
  const find = orm
    .select({ pseudonym: user.externalId })
    .from(user)
    .where(and(eq(user.id, sought('userId')), sql`${user.dataKeyWrapped} = ''`))
    .prepare()
  const next = orm
    .select({ id: session.id, createdAt: session.createdAt, claims: session.claims })
    .from(session)
    .where(
      and(
        eq(session.userId, sought('userId')),
        sql`(${session.createdAt}, ${session.id}) > (${sought('createdAt')}, ${sought('id')})`,
      ),
    )
    .orderBy(asc(session.createdAt), asc(session.id))
    .limit(atMost('limit'))
    .prepare()
  const pseudonymise = orm
    .update(session)
    .set({
      externalUserId: slot('pseudonym'),
      state: null,
      returnUrl: null,
      locale: null,
      claims: slot('claims'),
    })
    .where(eq(session.id, sought('id')))
    .prepare()
  const forget = [pin, phone, passkey, attempt, notice, noticeLink].map((table) =>
    orm
      .delete(table)
      .where(eq(table.userId, sought('userId')))
      .prepare(),
  )
  const forgetSome = [inboxMessage, idempotency, outboxEvent].map((table) => {
    const some = orm
      .select({ row: sql`rowid` })
      .from(table)
      .where(eq(table.userId, sought('userId')))
      .limit(atMost('limit'))
    return orm.delete(table).where(inArray(sql`rowid`, some)).prepare()
  })
  const dropReasons = orm
    .update(userAct)
    .set({ reasonSealed: null })
    .where(and(eq(userAct.userId, sought('userId')), isNotNull(userAct.reasonSealed)))
    .prepare()
  const begun = orm.insert(erasing).values(slots(erasing)).prepare()
  const done = orm
    .delete(erasing)
    .where(eq(erasing.userId, sought('userId')))
    .prepare()
  const unfinished = orm
    .select({ userId: erasing.userId })
    .from(erasing)
    .where(lte(erasing.at, sought('upTo')))
    .orderBy(asc(erasing.at))
    .limit(atMost('limit'))
    .offset(atMost('passedOver'))
    .prepare()

  /** Out: where to go on, null where nothing is left. */
  function more(userId: string, after: string | null, limit: number): string | null {
    const pseudonym = find.get({ userId })?.pseudonym
    if (pseudonym === undefined) return null
    const rows = next.all({ userId, ...readPlace(after), limit })
    for (const { id, claims } of rows) pseudonymise.run({ id, pseudonym, claims: erasedClaims(claims, pseudonym) })
    const last = rows.at(-1)
    if (last !== undefined) return placeOf(last)
    const gone = forgetSome.reduce((sum, statement) => sum + statement.run({ userId, limit }).changes, 0)
    if (gone > 0) return after ?? placeOf({ createdAt: 0, id: '' })
    dropReasons.run({ userId })
    done.run({ userId })
    return null
  }

  return {
    eraseUser: ({ userId, pseudonym, at, act }) =>
      write(() => {
        if (blank.run({ userId, pseudonym, at }).changes === 0) return 'unknown'
        for (const { id } of open.all({ userId })) {
          const how = { outcome: 'cancelled', reason: 'cancelled-by-platform' } as const
          end(log.head(id), { sessionId: id, ...how, at, commit: null, tell: () => [] })
        }
        for (const statement of forget) statement.run({ userId })
        keepAct({ ...act, reasonSealed: null })
        begun.run({ userId, at })
        return 'erased'
      }),
    eraseMore: async (userId, after, limit) => {
      const place = await write(() => more(userId, after, limit))
      if (place !== null) return { after: place }
      await emptyLog()
      return 'done'
    },
    listErasing: async (upTo, limit, passedOver = 0) =>
      unfinished.all({ upTo, limit, passedOver }).map(({ userId }) => userId),
  }
}
