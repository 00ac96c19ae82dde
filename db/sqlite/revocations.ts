import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Method } from '../../lib/sca/words.ts'
import type { Store } from '../store.ts'
import type { KeepAct } from './acts.ts'
import type { Database } from './open.ts'
import type { Tell } from './outbox.ts'
import { passkey, phone, pin, session, user } from './schema.ts'
import { slot, sought } from './slots.ts'

type Verbs = Pick<Store, 'revokeCredentials' | 'listOpenSessions'>

/** Takes credentials away from a user. */
export function revocations({ orm, write }: Database, tell: Tell, keepAct: KeepAct): Verbs {
  const drop = {
    pin: orm
      .delete(pin)
      .where(eq(pin.userId, sought('userId')))
      .prepare(),
    phone: orm
      .delete(phone)
      .where(eq(phone.userId, sought('userId')))
      .prepare(),
    passkey: orm
      .delete(passkey)
      .where(eq(passkey.userId, sought('userId')))
      .prepare(),
  } satisfies Record<Method, unknown>
  const dropPasskey = orm
    .delete(passkey)
    .where(and(eq(passkey.credentialId, sought('credentialId')), eq(passkey.userId, sought('userId'))))
    .prepare()
  const bump = orm
    .update(user)
    .set({
      credentialsVersion: sql`${user.credentialsVersion} + 1`,
      version: sql`${user.version} + 1`,
      updatedAt: slot('at'),
    })
    .where(eq(user.id, sought('userId')))
    .prepare()
  const open = orm
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.userId, sought('userId')), isNull(session.outcome)))
    .orderBy(asc(session.createdAt), asc(session.id))
    .prepare()

  return {
    revokeCredentials: (userId, which, act, tellOf = () => []) =>
      write(() => {
        const lost: Method[] =
          'passkey' in which
            ? taken('passkey', dropPasskey.run({ userId, credentialId: which.passkey }).changes)
            : which.methods.flatMap((method) => taken(method, drop[method].run({ userId }).changes))
        if ('passkey' in which && lost.length === 0) return lost
        bump.run({ userId, at: act.at })
        keepAct(act)
        tell(tellOf(lost))
        return lost
      }),
    listOpenSessions: async (userId) => open.all({ userId }).map(({ id }) => id),
  }
}

function taken(method: Method, times: number): Method[] {
  return Array.from({ length: times }, () => method)
}
