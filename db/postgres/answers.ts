import { and, eq, isNull } from 'drizzle-orm'
import { claimExpiry, judgeClaim } from '../judge-claim.ts'
import { slot, slots } from '../slots.ts'
import { type Answer, type AnswerClaim, ClaimLost, type Store } from '../store.ts'
import { StatementRefused } from './faults.ts'
import { type LockedUser, lockUser } from './lock-user.ts'
import { type Connection, prepared } from './prepared.ts'
import { idempotency } from './schema.ts'
import { Again, type Transactions } from './transactions.ts'

type Claim = Pick<AnswerClaim, 'fingerprint' | 'now'>
type Verbs = Pick<Store, 'findAnswer' | 'beginAnswer' | 'finishAnswer' | 'dropAnswer'>

const key = and(eq(idempotency.platformId, slot('platformId')), eq(idempotency.key, slot('key')))
const open = and(key, isNull(idempotency.status))
const { platformId: _, key: __, ...rest } = slots(idempotency)
const statements = prepared('answers', (orm) => ({
  claim: orm.insert(idempotency).values(slots(idempotency)).onConflictDoNothing(),
  claimFree: orm.insert(idempotency).values(slots(idempotency)),
  look: orm.select().from(idempotency).where(key),
  find: orm.select().from(idempotency).where(key).for('update'),
  claimAnew: orm.update(idempotency).set(rest).where(key),
  finish: orm
    .update(idempotency)
    .set({ status: slot('status'), bodySealed: slot('bodySealed'), userId: slot('userId') })
    .where(open),
  drop: orm.delete(idempotency).where(open),
}))

/** Of a key that is there: to be asked as part of another statement, with `platformId` and `key`. */
export const claimedKey = key

/**
 * Writes an answer inside of another verb's transaction. In: the answer, whom it is about where the verb knows better, and
 * whether its key was seen to be free after the verb had its lock, which spares a wait.
 */
export async function keepAnswer(
  at: Connection,
  answer: Answer | undefined,
  userId?: string,
  free = false,
): Promise<void> {
  if (answer === undefined) return
  if (answer.claim !== undefined) {
    return keepAtOnce(at, { ...answer, userId: userId ?? answer.userId }, answer.claim, free)
  }
  const written = await statements(at).finish.run({ ...answer, userId: userId ?? answer.userId ?? null })
  if (written === 0) throw new ClaimLost()
}

/**
 * The same where the user may have been erased since the answer was made: then it names whom nothing may name any more, and
 * the key is given back instead. In: the user as locked.
 */
export async function keepUnlessErased(
  at: Connection,
  answer: Answer | undefined,
  user: LockedUser | null,
): Promise<void> {
  if (answer === undefined || !user?.erased) return keepAnswer(at, answer, user?.id)
  const { platformId, key: name } = answer
  if ((await statements(at).drop.run({ platformId, key: name })) === 0) throw new ClaimLost()
}

async function keepAtOnce(at: Connection, answer: Answer, { fingerprint, now }: Claim, free: boolean): Promise<void> {
  const { claim, claimFree, find, claimAnew } = statements(at)
  const { platformId, key: name, status, bodySealed, userId = null } = answer
  const wanted = { platformId, key: name, fingerprint, now }
  const row = { ...wanted, claimedAt: now, expiresAt: claimExpiry(now), status, bodySealed, userId }
  if (free) {
    claimFree.send(row, (fault) => (isTwice(fault) ? new Again() : fault))
    return
  }
  // Whoever writes the same key at this moment is waited for.
  if ((await claim.run(row)) === 1) return
  const kept = await find.get(wanted)
  if (kept === undefined) throw new Again()
  if (judgeClaim(kept, wanted) !== 'begin') throw new ClaimLost()
  claimAnew.send(row)
}

/** Somebody took the same key since it was looked for. */
function isTwice(fault: unknown): boolean {
  return fault instanceof StatementRefused && fault.code === '23505'
}

/** Claims and answers of Idempotency-Keys. */
export function answers({ read, write }: Transactions): Verbs {
  return {
    findAnswer: async (wanted) => {
      const verdict = judgeClaim((await read((at) => statements(at).look.get({ ...wanted }))) ?? null, wanted)
      return verdict === 'begin' ? { free: true } : verdict
    },
    beginAnswer: (wanted) =>
      write(async (at) => {
        const { claim, find, claimAnew } = statements(at)
        const { platformId, fingerprint, now } = wanted
        const row = { platformId, key: wanted.key, fingerprint, claimedAt: now, expiresAt: claimExpiry(now) }
        const unfinished = { ...row, status: null, bodySealed: null, userId: null }
        if ((await claim.run(unfinished)) === 1) return { begun: true }
        const kept = await find.get({ ...wanted })
        // Given back in between.
        if (kept === undefined) throw new Again()
        const verdict = judgeClaim(kept, wanted)
        if (verdict !== 'begin') return verdict
        claimAnew.send(unfinished)
        return { begun: true }
      }),
    finishAnswer: ({ userId = null, ...answer }) =>
      write(async (at) => {
        const erased = userId !== null && (await lockUser(at, { userId }))?.erased
        const { finish, drop } = statements(at)
        await (erased
          ? drop.run({ platformId: answer.platformId, key: answer.key })
          : finish.run({ ...answer, userId }))
      }),
    dropAnswer: (platformId, key) => write(async (at) => void (await statements(at).drop.run({ platformId, key }))),
  }
}
