import { and, eq, sql } from 'drizzle-orm'
import { slot, slots } from '../slots.ts'
import type { Effect, PasskeyRow } from '../store.ts'
import type { SessionHead } from './event-log.ts'
import { type Connection, prepared } from './prepared.ts'
import { challenge, passkey, pin, stagedCredential, user } from './schema.ts'
import { changeSeries } from './series.ts'
import { stagedData } from './staged.ts'
import { Undo } from './transactions.ts'
import { countUses } from './uses.ts'

const { sessionId: _s, kind: _k, ...challengeRest } = slots(challenge)
const ofKind = and(eq(challenge.sessionId, slot('sessionId')), eq(challenge.kind, slot('kind')))
const ofMethod = and(eq(stagedCredential.sessionId, slot('sessionId')), eq(stagedCredential.method, slot('method')))
const statements = prepared('effects', (orm) => ({
  putChallenge: orm
    .insert(challenge)
    .values(slots(challenge))
    .onConflictDoUpdate({ target: [challenge.sessionId, challenge.kind], set: challengeRest }),
  consume: orm.delete(challenge).where(and(ofKind, eq(challenge.id, slot('id')))),
  voidChallenge: orm.delete(challenge).where(ofKind),
  stage: orm
    .insert(stagedCredential)
    .values(slots(stagedCredential))
    .onConflictDoUpdate({
      target: [stagedCredential.sessionId, stagedCredential.method],
      set: { data: slot('data') },
    }),
  unstage: orm.delete(stagedCredential).where(ofMethod),
  findStaged: orm.select({ data: stagedCredential.data }).from(stagedCredential).where(ofMethod),
  touch: orm
    .update(passkey)
    .set({
      signCount: sql`greatest(${passkey.signCount}, ${slot('signCount')})`,
      backedUp: slot('backedUp'),
      lastUsedAt: slot('at'),
    })
    .where(and(eq(passkey.credentialId, slot('credentialId')), eq(passkey.userId, slot('userId')))),
  rehash: orm
    .update(pin)
    .set({ hash: slot('hash'), pepperKeyId: slot('pepperKeyId'), createdAt: slot('createdAt') })
    .where(
      and(
        eq(pin.userId, slot('userId')),
        // Else it would write the old PIN over one that another session has just made.
        sql`exists (select 1 from ${user} where ${user.id} = ${slot('userId')}
          and ${user.credentialsVersion} = ${slot('credentialsVersion')})`,
      ),
    ),
}))

/**
 * What happens in the database together with an event, inside of the transaction of `record`, which holds the lock of
 * the user. Throws `Undo` when a challenge to consume is gone or a limit is reached.
 */
export async function applyEffect(at: Connection, sessionId: string, head: SessionHead, effect: Effect): Promise<void> {
  const { putChallenge, consume, voidChallenge, stage, unstage, touch, rehash } = statements(at)
  const { userId } = head
  switch (effect.do) {
    case 'put-challenge':
      putChallenge.send({ sessionId, ...effect.challenge })
      return
    case 'consume-challenge':
      if ((await consume.run({ sessionId, kind: effect.kind, id: effect.id })) === 0) throw new Undo('conflict')
      return
    case 'void-challenge':
      voidChallenge.send({ sessionId, kind: effect.kind })
      return
    case 'stage':
      stage.send({ sessionId, method: effect.staged.method, data: stagedData(effect.staged) })
      return
    case 'unstage':
      unstage.send({ sessionId, method: effect.method })
      return
    case 'change-series':
      await changeSeries(at, userId, effect.change, effect.tell)
      return
    case 'count-uses':
      await countUses(at, effect.uses, effect.at)
      return
    case 'touch-passkey':
      if ((await touch.run({ ...effect, userId })) === 0) await touchStaged(at, sessionId, effect)
      return
    case 'rehash-pin':
      rehash.send({ ...effect.pin, userId, credentialsVersion: head.credentialsVersion })
      return
  }
}

type Touch = Extract<Effect, { do: 'touch-passkey' }>

async function touchStaged(at: Connection, sessionId: string, used: Touch): Promise<void> {
  const { findStaged, stage } = statements(at)
  const data = (await findStaged.get({ sessionId, method: 'passkey' }))?.data as PasskeyRow | undefined
  if (data?.credentialId !== used.credentialId) return
  const signCount = Math.max(data.signCount, used.signCount)
  const touched = { ...data, signCount, backedUp: used.backedUp, lastUsedAt: used.at }
  stage.send({ sessionId, method: 'passkey', data: touched })
}
