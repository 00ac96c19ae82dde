import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Method } from '../../lib/sca/words.ts'
import type { Revoked } from '../care.ts'
import { slot } from '../slots.ts'
import type { Store } from '../store.ts'
import { keepAct } from './acts.ts'
import { lockUser } from './lock-user.ts'
import { tell } from './outbox.ts'
import { type Connection, prepared } from './prepared.ts'
import { passkey, phone, pin, session, user, userAct } from './schema.ts'
import type { Transactions } from './transactions.ts'

const drop = prepared('revoke', (orm) => ({
  pin: orm.delete(pin).where(eq(pin.userId, slot('userId'))),
  phone: orm.delete(phone).where(eq(phone.userId, slot('userId'))),
  passkey: orm.delete(passkey).where(eq(passkey.userId, slot('userId'))),
}))
const statements = prepared('revocations', (orm) => ({
  dropPasskey: orm
    .delete(passkey)
    .where(and(eq(passkey.credentialId, slot('credentialId')), eq(passkey.userId, slot('userId')))),
  bump: orm
    .update(user)
    .set({
      credentialsVersion: sql`${user.credentialsVersion} + 1`,
      version: sql`${user.version} + 1`,
      updatedAt: slot('at'),
    })
    .where(eq(user.id, slot('userId'))),
  actKnown: orm
    .select({ id: userAct.id })
    .from(userAct)
    .where(eq(userAct.id, slot('id'))),
  succeeded: orm
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.id, slot('id')), eq(session.outcome, 'succeeded'))),
  open: orm
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.userId, slot('userId')), isNull(session.outcome)))
    .orderBy(asc(session.createdAt), asc(session.id)),
}))

type Verbs = Pick<Store, 'revokeCredentials' | 'revokeAgain' | 'listOpenSessions'>
type Given = Parameters<Store['revokeAgain']>

/** Takes credentials away from a user. */
export function revocations({ read, write }: Transactions): Verbs {
  return {
    revokeCredentials: (userId, which, act, tellOf = () => []) =>
      write(async (at) => {
        await lockUser(at, { userId })
        return revoke(at, userId, which, act, tellOf)
      }),
    revokeAgain: (userId, which, act, bySession, tellOf) =>
      write(async (at) => {
        const { actKnown, succeeded } = statements(at)
        await lockUser(at, { userId })
        if ((await actKnown.get({ id: act.id })) !== undefined) return 'known'
        if (bySession !== null && (await succeeded.get({ id: bySession })) !== undefined) return 'known'
        return revoke(at, userId, which, act, tellOf)
      }),
    listOpenSessions: async (userId) => (await read((at) => statements(at).open.all({ userId }))).map(({ id }) => id),
  }
}

async function revoke(
  at: Connection,
  userId: string,
  which: Revoked,
  act: Given[2],
  tellOf: Given[4],
): Promise<Method[]> {
  const lost = await taken(at, userId, which)
  if ('passkey' in which && lost.length === 0) return lost
  await statements(at).bump.run({ userId, at: act.at })
  await keepAct(at, act)
  await tell(at, tellOf(lost))
  return lost
}

async function taken(at: Connection, userId: string, which: Revoked): Promise<Method[]> {
  if ('passkey' in which) {
    const times = await statements(at).dropPasskey.run({ userId, credentialId: which.passkey })
    return Array.from({ length: times }, () => 'passkey' as const)
  }
  const lost: Method[] = []
  for (const method of which.methods) {
    const times = await drop(at)[method].run({ userId })
    lost.push(...Array.from({ length: times }, () => method))
  }
  return lost
}
