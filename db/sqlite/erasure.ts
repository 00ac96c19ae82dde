import { and, eq, isNull, sql } from 'drizzle-orm'
import { erasedClaims } from '../erased-claims.ts'
import type { Store } from '../store.ts'
import type { KeepAct } from './acts.ts'
import type { EventLog } from './event-log.ts'
import type { Database } from './open.ts'
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
import type { EndSession } from './session-end.ts'
import { slot, sought } from './slots.ts'
import { isNotErased } from './users.ts'

/**
 * Erases users. Freed bytes are overwritten (`secure_delete`), and the write-ahead log is emptied afterwards, so that the
 * shredded data key is in no file of the database any more.
 */
export function erasure(
  { orm, write, checkpoint }: Database,
  log: EventLog,
  end: EndSession,
  keepAct: KeepAct,
): Pick<Store, 'eraseUser'> {
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
  const kept = orm
    .select({ id: session.id, claims: session.claims })
    .from(session)
    .where(eq(session.userId, sought('userId')))
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
  const forget = [pin, phone, passkey, attempt, inboxMessage, idempotency, notice, noticeLink, outboxEvent].map(
    (table) =>
      orm
        .delete(table)
        .where(eq(table.userId, sought('userId')))
        .prepare(),
  )
  const dropReasons = orm
    .update(userAct)
    .set({ reasonSealed: null })
    .where(eq(userAct.userId, sought('userId')))
    .prepare()

  return {
    eraseUser: async ({ userId, pseudonym, at, act }) => {
      const done = await write(() => {
        if (blank.run({ userId, pseudonym, at }).changes === 0) return 'unknown'
        for (const { id } of open.all({ userId })) {
          const how = { outcome: 'cancelled', reason: 'cancelled-by-platform' } as const
          end(log.head(id), { sessionId: id, ...how, at, commit: null, tell: () => [] })
        }
        for (const { id, claims } of kept.all({ userId })) {
          pseudonymise.run({ id, pseudonym, claims: erasedClaims(claims, pseudonym) })
        }
        for (const statement of forget) statement.run({ userId })
        dropReasons.run({ userId })
        keepAct({ ...act, reasonSealed: null })
        return 'erased'
      })
      if (done === 'erased') checkpoint()
      return done
    },
  }
}
