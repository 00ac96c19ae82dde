import { and, asc, eq, isNotNull, isNull, lte, ne, sql } from 'drizzle-orm'
import { erasedClaims } from '../erased-claims.ts'
import { placeOf, readPlace } from '../erasure-place.ts'
import { slot, slots } from '../slots.ts'
import type { Store } from '../store.ts'
import { keepAct } from './acts.ts'
import { headOf } from './event-log.ts'
import { lockUser } from './lock-user.ts'
import { type Connection, prepared } from './prepared.ts'
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
import { endSession } from './session-end.ts'
import type { Transactions } from './transactions.ts'

const statements = prepared('erasure', (orm) => ({
  open: orm
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.userId, slot('userId')), isNull(session.outcome))),
  blank: orm
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
    .where(and(eq(user.id, slot('userId')), ne(user.dataKeyWrapped, ''))),
  find: orm
    .select({ pseudonym: user.externalId })
    .from(user)
    .where(and(eq(user.id, slot('userId')), eq(user.dataKeyWrapped, ''))),
  next: orm
    .select({ id: session.id, createdAt: session.createdAt, claims: session.claims })
    .from(session)
    .where(
      and(
        eq(session.userId, slot('userId')),
        sql`(${session.createdAt}, ${session.id}) > (${slot('createdAt')}::bigint, ${slot('id')}::text)`,
      ),
    )
    .orderBy(asc(session.createdAt), asc(session.id))
    .limit(slot('limit') as never),
  pseudonymise: orm
    .update(session)
    .set({
      externalUserId: slot('pseudonym'),
      state: null,
      returnUrl: null,
      locale: null,
      claims: slot('claims'),
    })
    .where(eq(session.id, slot('id'))),
  dropReasons: orm
    .update(userAct)
    .set({ reasonSealed: null })
    .where(and(eq(userAct.userId, slot('userId')), isNotNull(userAct.reasonSealed))),
  begun: orm.insert(erasing).values(slots(erasing)),
  done: orm.delete(erasing).where(eq(erasing.userId, slot('userId'))),
  unfinished: orm
    .select({ userId: erasing.userId })
    .from(erasing)
    .where(lte(erasing.at, slot('upTo')))
    .orderBy(asc(erasing.at))
    .limit(slot('limit') as never)
    .offset(slot('passedOver') as never),
}))
const forget = prepared('forget', (orm) => ({
  pin: orm.delete(pin).where(eq(pin.userId, slot('userId'))),
  phone: orm.delete(phone).where(eq(phone.userId, slot('userId'))),
  passkey: orm.delete(passkey).where(eq(passkey.userId, slot('userId'))),
  attempt: orm.delete(attempt).where(eq(attempt.userId, slot('userId'))),
  notice: orm.delete(notice).where(eq(notice.userId, slot('userId'))),
  noticeLink: orm.delete(noticeLink).where(eq(noticeLink.userId, slot('userId'))),
}))
const forgetSome = prepared('forget-some', (orm) => {
  const some = (table: typeof inboxMessage | typeof idempotency | typeof outboxEvent) => {
    const rows = orm
      .select({ row: sql`ctid` })
      .from(table)
      .where(eq(table.userId, slot('userId')))
      .limit(slot('limit') as never)
    return orm.delete(table).where(sql`ctid = any(array(${rows}))`)
  }
  return { inboxMessage: some(inboxMessage), idempotency: some(idempotency), outboxEvent: some(outboxEvent) }
})

type Verbs = Pick<Store, 'eraseUser' | 'eraseMore' | 'listErasing'>

/** Erases users. The old versions of their rows, shredded data key included, are gone from the files with the next vacuum. */
export function erasure({ read, write }: Transactions): Verbs {
  return {
    eraseUser: ({ userId, pseudonym, at: when, act }) =>
      write(async (at) => {
        const { blank, open, begun } = statements(at)
        await lockUser(at, { userId })
        if ((await blank.run({ userId, pseudonym, at: when })) === 0) return 'unknown'
        for (const { id } of await open.all({ userId })) {
          const how = { outcome: 'cancelled', reason: 'cancelled-by-platform' } as const
          const end = { sessionId: id, ...how, at: when, commit: null, tell: () => [] }
          await endSession(at, await headOf(at, id), end)
        }
        for (const statement of Object.values(forget(at))) await statement.run({ userId })
        await keepAct(at, { ...act, reasonSealed: null })
        await begun.run({ userId, at: when })
        return 'erased'
      }),
    eraseMore: (userId, after, limit) =>
      write(async (at) => {
        await lockUser(at, { userId })
        const place = await more(at, userId, after, limit)
        return place === null ? 'done' : { after: place }
      }),
    listErasing: async (upTo, limit, passedOver = 0) =>
      (await read((at) => statements(at).unfinished.all({ upTo, limit, passedOver }))).map(({ userId }) => userId),
  }
}

/** Out: where to go on, null where nothing is left. */
async function more(at: Connection, userId: string, after: string | null, limit: number): Promise<string | null> {
  const { find, next, pseudonymise, dropReasons, done } = statements(at)
  const pseudonym = (await find.get({ userId }))?.pseudonym
  if (pseudonym === undefined) return null
  const rows = await next.all({ userId, ...readPlace(after), limit })
  for (const { id, claims } of rows) await pseudonymise.run({ id, pseudonym, claims: erasedClaims(claims, pseudonym) })
  const last = rows.at(-1)
  if (last !== undefined) return placeOf(last)
  let gone = 0
  for (const statement of Object.values(forgetSome(at))) gone += await statement.run({ userId, limit })
  if (gone > 0) return after ?? placeOf({ createdAt: 0, id: '' })
  await dropReasons.run({ userId })
  await done.run({ userId })
  return null
}
