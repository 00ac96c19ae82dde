import { and, asc, desc, eq, getTableColumns, gt, isNull, lte, sql } from 'drizzle-orm'
import { isVoid } from '../../lib/sca/history.ts'
import type { LimitReached } from '../care.ts'
import { chainEvents, emptyLog } from '../chain-events.ts'
import { slot, slots } from '../slots.ts'
import { replacedAs } from '../status-branches.ts'
import type { Answer, OutboxEvent, SessionRow, Store } from '../store.ts'
import { claimedKey, keepAnswer, keepUnlessErased } from './answers.ts'
import { applyEffect } from './effects.ts'
import { appendEvents, headOf } from './event-log.ts'
import { presentEpoch } from './history.ts'
import { lockUser } from './lock-user.ts'
import { addNotices } from './notices.ts'
import { type Connection, prepared } from './prepared.ts'
import { idempotency, session, sessionEvent } from './schema.ts'
import { endSession } from './session-end.ts'
import { together } from './together.ts'
import type { Transactions } from './transactions.ts'

type Verbs = Pick<
  Store,
  'createSession' | 'findSession' | 'findSessionByToken' | 'record' | 'finishOnce' | 'redeemOnce' | 'listOverdue'
>
type TellEnded = (ended: SessionRow) => readonly OutboxEvent[]
type Cap = NonNullable<Parameters<Store['createSession']>[3]>

const byId = eq(session.id, slot('id'))
const ofUser = eq(session.userId, slot('userId'))
const takenPlace = and(
  ofUser,
  eq(session.purpose, slot('purpose')),
  eq(session.operationHash, slot('operationHash')),
  isNull(session.outcome),
)
const statements = prepared('sessions', (orm) => ({
  // What is written at the end is null until then, whatever the caller says.
  insert: orm
    .with(
      orm.$with('placed').as(
        orm
          .insert(session)
          .values({
            ...slots(session, ['outcome', 'reason', 'endedAt', 'jti', 'claims', 'redeemedAt', 'redemption', 'epoch']),
            epoch: presentEpoch,
          })
          .returning({ id: session.id }),
      ),
    )
    .insert(sessionEvent)
    .values(slots(sessionEvent)),
  findOpen: orm.select().from(session).where(takenPlace),
  find: orm.select().from(session).where(byId),
  lockWithEpoch: orm
    .select({ ...getTableColumns(session), present: presentEpoch })
    .from(session)
    .where(byId)
    .for('no key update'),
  findByToken: orm
    .select()
    .from(session)
    .where(eq(session.tokenHash, slot('tokenHash'))),
  redeem: orm
    .update(session)
    .set({ redeemedAt: slot('at'), redemption: slot('result') })
    .where(and(byId, eq(session.outcome, 'succeeded'), isNull(session.redeemedAt))),
  overdue: orm
    .select()
    .from(session)
    .where(and(isNull(session.endedAt), lte(session.expiresAt, slot('now'))))
    .orderBy(asc(session.expiresAt), asc(session.id))
    .limit(slot('limit') as never),
  ground: orm
    .select({
      open: sql<boolean>`exists ${orm.select({ id: session.id }).from(session).where(takenPlace)}`,
      claimed: sql<boolean>`exists ${orm.select({ key: idempotency.key }).from(idempotency).where(claimedKey)}`,
      oldestOfCap: sql<number | null>`${orm
        .select({ createdAt: session.createdAt })
        .from(session)
        .where(and(ofUser, gt(session.createdAt, slot('since'))))
        .orderBy(desc(session.createdAt))
        .limit(1)
        .offset(slot('before') as never)}`.mapWith(session.createdAt),
    })
    .from(sql`(values (1)) as once`),
}))

/**
 * What a mint must know once the user is locked: whether there is something to replace, whether the user has had as many
 * sessions as may be (they count by themselves: no counter goes astray), whether the Idempotency-Key is free.
 */
async function groundOf(at: Connection, row: SessionRow, cap: Cap | undefined, answer: Answer | undefined) {
  const { userId, purpose, operationHash, createdAt, platformId } = row
  const { limit = 1, windowMs = 0 } = cap ?? {}
  const which = { userId, purpose, operationHash, since: createdAt - windowMs, before: limit - 1 }
  const found = await statements(at).ground.get({ ...which, platformId, key: answer?.key ?? null })
  const { open = false, claimed = false, oldestOfCap = null } = found ?? {}
  const full = cap !== undefined && oldestOfCap !== null
  const reached: LimitReached | null = full ? { limit: 'sessions-of-user', retryAt: oldestOfCap + windowMs } : null
  return { open, reached, free: !claimed }
}

/** Ends those that the new session takes the place of. Out: the ids of those that were still live. */
async function replaceOpen(at: Connection, row: SessionRow, tellOf: TellEnded): Promise<string[]> {
  const { userId, purpose, operationHash, createdAt: when } = row
  const cancelled: string[] = []
  for (const open of await statements(at).findOpen.all({ userId, purpose, operationHash })) {
    const how = replacedAs(open.expiresAt, when)
    const tell = () => tellOf({ ...open, ...how, endedAt: when })
    await endSession(at, await headOf(at, open.id), { sessionId: open.id, ...how, at: when, commit: null, tell })
    if (how.outcome === 'cancelled') cancelled.push(open.id)
  }
  return cancelled
}

/** The life of a session, from its mint to its redemption. */
export function sessions({ read, write }: Transactions): Verbs {
  return {
    createSession: (row, answer, tellOf = () => [], cap) =>
      write(async (at) => {
        const { userId, operationHash, policy, createdAt } = row
        const [user, { open, reached, free }] = await together([
          lockUser(at, { userId }),
          groundOf(at, row, cap, answer),
        ])
        if (user?.erased) return 'user-gone'
        if (reached !== null) return reached
        const cancelled = open ? await replaceOpen(at, row, tellOf) : []
        const minted = { event: { type: 'minted', operationHash, policy }, at: createdAt } as const
        const [first] = chainEvents(row.id, emptyLog, [minted])
        statements(at).insert.send({ ...row, ...first })
        await keepAnswer(at, answer, userId, free)
        return cancelled
      }),
    findSession: async (id) => (await read((at) => statements(at).find.get({ id }))) ?? null,
    findSessionByToken: async (tokenHash) =>
      (await read((at) => statements(at).findByToken.get({ tokenHash }))) ?? null,
    record: (sessionId, expectedSeq, events, effects = []) =>
      write(async (at) => {
        if (events.some(({ event }) => event.type === 'ended')) throw new Error('Only finishOnce ends a session.')
        const [, head] = await together([lockUser(at, { sessionId }), headOf(at, sessionId)])
        if (head.outcome !== null || head.voided || head.seq !== expectedSeq) return 'conflict'
        appendEvents(at, sessionId, head, events)
        for (const effect of effects) await applyEffect(at, sessionId, head, effect)
        return 'recorded'
      }),
    finishOnce: (how, answer) =>
      write(async (at) => {
        if ((how.outcome === 'succeeded') !== (how.commit !== null)) {
          throw new Error('A commit goes with success, and success with a commit.')
        }
        const { sessionId } = how
        const [, head] = await together([lockUser(at, { sessionId }), headOf(at, sessionId)])
        if (head.outcome !== null) return 'ended-already'
        if (how.expectedSeq !== null && head.seq !== how.expectedSeq) return 'conflict'
        if (how.commit !== null && head.voided) return 'conflict'
        const done = await endSession(at, head, how)
        if (done !== 'finished') return done
        await keepAnswer(at, answer, head.userId)
        await addNotices(at, how.notices)
        return done
      }),
    redeemOnce: (id, when, result, answer) =>
      write(async (at) => {
        const { redeem, lockWithEpoch } = statements(at)
        const [user, row] = await together([lockUser(at, { sessionId: id }), lockWithEpoch.get({ id })])
        if (row?.outcome !== 'succeeded') throw new Error(`Session ${id} did not succeed.`)
        if (row.redeemedAt !== null) return 'already'
        if (isVoid(row.epoch, row.present)) return 'void'
        // The row is locked: what it says is so until the commit.
        redeem.send({ id, at: when, result })
        await keepUnlessErased(at, answer, user)
        return 'done'
      }),
    listOverdue: (now, limit) => read((at) => statements(at).overdue.all({ now, limit })),
  }
}
