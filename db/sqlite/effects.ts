import { and, eq, sql } from 'drizzle-orm'
import type { Effect, PasskeyRow, StagedRow } from '../store.ts'
import type { SessionHead } from './event-log.ts'
import type { Database } from './open.ts'
import { challenge, passkey, pin, stagedCredential, user } from './schema.ts'
import type { ChangeSeries } from './series.ts'
import { slot, slots, sought } from './slots.ts'
import type { CountUses } from './uses.ts'
import { Undo } from './write-queue.ts'

/** Applies an effect inside of the transaction of `record`. */
export type Apply = (sessionId: string, head: SessionHead, effect: Effect) => void

/** What happens in the database together with an event. Throws `Undo` when a challenge to consume is gone. */
export function effects({ orm }: Database, changeSeries: ChangeSeries, count: CountUses): Apply {
  const { sessionId: _s, kind: _k, ...challengeRest } = slots(challenge)
  const putChallenge = orm
    .insert(challenge)
    .values(slots(challenge))
    .onConflictDoUpdate({ target: [challenge.sessionId, challenge.kind], set: challengeRest })
    .prepare()
  const ofKind = and(eq(challenge.sessionId, sought('sessionId')), eq(challenge.kind, sought('kind')))
  const consume = orm
    .delete(challenge)
    .where(and(ofKind, eq(challenge.id, sought('id'))))
    .prepare()
  const voidChallenge = orm.delete(challenge).where(ofKind).prepare()
  const stage = orm
    .insert(stagedCredential)
    .values(slots(stagedCredential))
    .onConflictDoUpdate({
      target: [stagedCredential.sessionId, stagedCredential.method],
      set: { data: slot('data') },
    })
    .prepare()
  const ofMethod = and(
    eq(stagedCredential.sessionId, sought('sessionId')),
    eq(stagedCredential.method, sought('method')),
  )
  const unstage = orm.delete(stagedCredential).where(ofMethod).prepare()
  const findStaged = orm.select({ data: stagedCredential.data }).from(stagedCredential).where(ofMethod).prepare()
  const touch = orm
    .update(passkey)
    .set({
      signCount: sql`max(${passkey.signCount}, ${slot('signCount')})`,
      backedUp: slot('backedUp'),
      lastUsedAt: slot('at'),
    })
    .where(and(eq(passkey.credentialId, sought('credentialId')), eq(passkey.userId, sought('userId'))))
    .prepare()
  const rehash = orm
    .update(pin)
    .set({ hash: slot('hash'), pepperKeyId: slot('pepperKeyId'), createdAt: slot('createdAt') })
    .where(
      and(
        eq(pin.userId, sought('userId')),
        // Else it would write the old PIN over one that another session has just made.
        sql`exists (select 1 from ${user} where ${user.id} = ${sought('userId')}
          and ${user.credentialsVersion} = ${sought('credentialsVersion')})`,
      ),
    )
    .prepare()

  type Touch = Extract<Effect, { do: 'touch-passkey' }>
  function touchStaged(sessionId: string, { credentialId, signCount, backedUp, at }: Touch): void {
    const data = findStaged.get({ sessionId, method: 'passkey' })?.data as PasskeyRow | undefined
    if (data?.credentialId !== credentialId) return
    const touched = { ...data, signCount: Math.max(data.signCount, signCount), backedUp, lastUsedAt: at }
    stage.run({ sessionId, method: 'passkey', data: touched })
  }

  return (sessionId, head, effect) => {
    switch (effect.do) {
      case 'put-challenge':
        putChallenge.run({ sessionId, ...effect.challenge })
        return
      case 'consume-challenge':
        if (consume.run({ sessionId, kind: effect.kind, id: effect.id }).changes === 0) throw new Undo('conflict')
        return
      case 'void-challenge':
        voidChallenge.run({ sessionId, kind: effect.kind })
        return
      case 'stage':
        stage.run({ sessionId, method: effect.staged.method, data: stagedData(effect.staged) })
        return
      case 'unstage':
        unstage.run({ sessionId, method: effect.method })
        return
      case 'change-series':
        changeSeries(head.userId, effect.change, effect.tell)
        return
      case 'count-uses':
        count(effect.uses, effect.at)
        return
      case 'touch-passkey':
        if (touch.run({ ...effect, userId: head.userId }).changes === 0) touchStaged(sessionId, effect)
        return
      case 'rehash-pin':
        rehash.run({ ...effect.pin, userId: head.userId, credentialsVersion: head.credentialsVersion })
        return
    }
  }
}

function stagedData(staged: StagedRow) {
  switch (staged.method) {
    case 'pin':
      return staged.pin
    case 'phone':
      return staged.phone
    case 'passkey':
      return staged.passkey
  }
}
