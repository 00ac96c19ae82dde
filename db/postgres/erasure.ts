import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import { erasedClaims } from '../erased-claims.ts'
import { slot } from '../slots.ts'
import type { Store } from '../store.ts'
import { keepAct } from './acts.ts'
import { headOf } from './event-log.ts'
import { lockUser } from './lock-user.ts'
import { prepared } from './prepared.ts'
import {
  attempt,
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
  kept: orm
    .select({ id: session.id, claims: session.claims })
    .from(session)
    .where(eq(session.userId, slot('userId'))),
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
    .where(eq(userAct.userId, slot('userId'))),
}))
const forget = prepared('forget', (orm) => ({
  pin: orm.delete(pin).where(eq(pin.userId, slot('userId'))),
  phone: orm.delete(phone).where(eq(phone.userId, slot('userId'))),
  passkey: orm.delete(passkey).where(eq(passkey.userId, slot('userId'))),
  attempt: orm.delete(attempt).where(eq(attempt.userId, slot('userId'))),
  inboxMessage: orm.delete(inboxMessage).where(eq(inboxMessage.userId, slot('userId'))),
  idempotency: orm.delete(idempotency).where(eq(idempotency.userId, slot('userId'))),
  notice: orm.delete(notice).where(eq(notice.userId, slot('userId'))),
  noticeLink: orm.delete(noticeLink).where(eq(noticeLink.userId, slot('userId'))),
  outboxEvent: orm.delete(outboxEvent).where(eq(outboxEvent.userId, slot('userId'))),
}))

/** Erases users. The old versions of their rows, shredded data key included, are gone from the files with the next vacuum. */
export function erasure({ write }: Transactions): Pick<Store, 'eraseUser'> {
  return {
    eraseUser: ({ userId, pseudonym, at: when, act }) =>
      write(async (at) => {
        const { blank, open, kept, pseudonymise, dropReasons } = statements(at)
        await lockUser(at, { userId })
        if ((await blank.run({ userId, pseudonym, at: when })) === 0) return 'unknown'
        for (const { id } of await open.all({ userId })) {
          const how = { outcome: 'cancelled', reason: 'cancelled-by-platform' } as const
          const end = { sessionId: id, ...how, at: when, commit: null, tell: () => [] }
          await endSession(at, await headOf(at, id), end)
        }
        for (const { id, claims } of await kept.all({ userId })) {
          await pseudonymise.run({ id, pseudonym, claims: erasedClaims(claims, pseudonym) })
        }
        for (const statement of Object.values(forget(at))) await statement.run({ userId })
        await dropReasons.run({ userId })
        await keepAct(at, { ...act, reasonSealed: null })
        return 'erased'
      }),
  }
}
