import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Method } from '../../lib/sca/words.ts'
import type { Revoked } from '../care.ts'
import type { Store } from '../store.ts'
import type { KeepAct } from './acts.ts'
import type { Database } from './open.ts'
import type { Tell } from './outbox.ts'
import { passkey, phone, pin, session, user, userAct } from './schema.ts'
import { slot, sought } from './slots.ts'

type Verbs = Pick<Store, 'revokeCredentials' | 'revokeAgain' | 'listOpenSessions'>

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
  const actKnown = orm
    .select({ id: userAct.id })
    .from(userAct)
    .where(eq(userAct.id, sought('id')))
    .prepare()
  const succeeded = orm
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.id, sought('id')), sql`${session.outcome} = 'succeeded'`))
    .prepare()
  const open = orm
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.userId, sought('userId')), isNull(session.outcome)))
    .orderBy(asc(session.createdAt), asc(session.id))
    .prepare()

  type Given = Parameters<Store['revokeAgain']>
  function revoke(userId: string, which: Revoked, act: Given[2], tellOf: Given[4]): Method[] {
    const lost: Method[] =
      'passkey' in which
        ? taken('passkey', dropPasskey.run({ userId, credentialId: which.passkey }).changes)
        : which.methods.flatMap((method) => taken(method, drop[method].run({ userId }).changes))
    if ('passkey' in which && lost.length === 0) return lost
    bump.run({ userId, at: act.at })
    keepAct(act)
    tell(tellOf(lost))
    return lost
  }

  return {
    revokeCredentials: (userId, which, act, tellOf = () => []) => write(() => revoke(userId, which, act, tellOf)),
    revokeAgain: (userId, which, act, bySession, tellOf) =>
      write(() => {
        if (actKnown.get({ id: act.id }) !== undefined) return 'known'
        if (bySession !== null && succeeded.get({ id: bySession }) !== undefined) return 'known'
        return revoke(userId, which, act, tellOf)
      }),
    listOpenSessions: async (userId) => open.all({ userId }).map(({ id }) => id),
  }
}

function taken(method: Method, times: number): Method[] {
  return Array.from({ length: times }, () => method)
}
