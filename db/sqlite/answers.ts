import { and, eq, isNull } from 'drizzle-orm'
import { claimExpiry, judgeClaim } from '../judge-claim.ts'
import { type Answer, type AnswerClaim, ClaimLost, type Store } from '../store.ts'
import type { Database } from './open.ts'
import { idempotency, user } from './schema.ts'
import { slot, slots, sought } from './slots.ts'

type Verbs = Pick<Store, 'findAnswer' | 'beginAnswer' | 'finishAnswer' | 'dropAnswer'>
/** In: the answer, and whom it is about where the verb knows it better. */
export type KeepAnswer = (answer: Answer | undefined, userId?: string) => void

/**
 * Claims and answers of Idempotency-Keys. Inside of another verb's transaction `keep` writes an answer; `keepUnlessErased`
 * gives the key back instead where the user was erased since the answer was made: it names whom nothing may name any more.
 */
export function answers(db: Database): { verbs: Verbs; keep: KeepAnswer; keepUnlessErased: KeepAnswer } {
  const { orm, write } = db
  const key = and(eq(idempotency.platformId, sought('platformId')), eq(idempotency.key, sought('key')))
  const unfinished = and(key, isNull(idempotency.status))
  const find = orm.select().from(idempotency).where(key).prepare()
  const { platformId: _, key: __, ...rest } = slots(idempotency)
  const claim = orm
    .insert(idempotency)
    .values(slots(idempotency))
    .onConflictDoUpdate({ target: [idempotency.platformId, idempotency.key], set: rest })
    .prepare()
  const finish = orm
    .update(idempotency)
    .set({ status: slot('status'), bodySealed: slot('bodySealed'), userId: slot('userId') })
    .where(unfinished)
    .prepare()
  const drop = orm.delete(idempotency).where(unfinished).prepare()
  const findKey = orm
    .select({ dataKeyWrapped: user.dataKeyWrapped })
    .from(user)
    .where(eq(user.id, sought('userId')))
    .prepare()
  const isErased = (userId: string | null) => userId !== null && findKey.get({ userId })?.dataKeyWrapped === ''

  function keepAtOnce(answer: Answer, { fingerprint, now }: Pick<AnswerClaim, 'fingerprint' | 'now'>): void {
    const { platformId, key, status, bodySealed, userId = null } = answer
    const wanted = { platformId, key, fingerprint, now }
    if (judgeClaim(find.get(wanted) ?? null, wanted) !== 'begin') throw new ClaimLost()
    claim.run({ platformId, key, fingerprint, claimedAt: now, expiresAt: claimExpiry(now), status, bodySealed, userId })
  }

  const keep: KeepAnswer = (answer, userId) => {
    if (answer === undefined) return
    if (answer.claim !== undefined) return keepAtOnce({ ...answer, userId: userId ?? answer.userId }, answer.claim)
    if (finish.run({ ...answer, userId: userId ?? answer.userId ?? null }).changes === 0) throw new ClaimLost()
  }

  return {
    keep,
    keepUnlessErased(answer, userId) {
      if (answer === undefined || !isErased(userId ?? answer.userId ?? null)) return keep(answer, userId)
      const { platformId, key } = answer
      if (drop.run({ platformId, key }).changes === 0) throw new ClaimLost()
    },
    verbs: {
      findAnswer: async (wanted) => {
        const verdict = judgeClaim(find.get({ ...wanted }) ?? null, wanted)
        return verdict === 'begin' ? { free: true } : verdict
      },
      beginAnswer: (wanted) =>
        write(() => {
          const verdict = judgeClaim(find.get({ ...wanted }) ?? null, wanted)
          if (verdict !== 'begin') return verdict
          const { platformId, key, fingerprint, now } = wanted
          const expiresAt = claimExpiry(now)
          const unfinished = { status: null, bodySealed: null, userId: null }
          claim.run({ platformId, key, fingerprint, claimedAt: now, expiresAt, ...unfinished })
          return { begun: true }
        }),
      finishAnswer: ({ userId = null, ...answer }) =>
        write(() => void (isErased(userId) ? drop : finish).run({ ...answer, userId })),
      dropAnswer: (platformId, key) => write(() => void drop.run({ platformId, key })),
    },
  }
}
