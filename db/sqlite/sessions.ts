import { and, asc, eq, isNull, lte } from 'drizzle-orm'
import { emptyLog } from '../chain-events.ts'
import { replacedAs } from '../status-branches.ts'
import type { Answer, SessionRow, Store } from '../store.ts'
import type { Apply } from './effects.ts'
import type { EventLog } from './event-log.ts'
import type { Database } from './open.ts'
import { session } from './schema.ts'
import type { EndSession } from './session-end.ts'
import { slot, slots } from './slots.ts'

type Verbs = Pick<
  Store,
  'createSession' | 'findSession' | 'findSessionByToken' | 'record' | 'finishOnce' | 'redeemOnce' | 'listOverdue'
>

interface Parts {
  readonly log: EventLog
  readonly apply: Apply
  readonly end: EndSession
  readonly keep: (answer: Answer | undefined) => void
}

/** The life of a session, from its mint to its redemption. */
export function sessions({ orm, write }: Database, { log, apply, end, keep }: Parts): Verbs {
  // What is written at the end is null until then, whatever the caller says.
  const insert = orm
    .insert(session)
    .values(slots(session, ['outcome', 'reason', 'endedAt', 'jti', 'claims', 'redeemedAt', 'redemption']))
    .prepare()
  const findOpen = orm
    .select({ id: session.id, expiresAt: session.expiresAt })
    .from(session)
    .where(
      and(
        eq(session.userId, slot('userId')),
        eq(session.purpose, slot('purpose')),
        eq(session.operationHash, slot('operationHash')),
        isNull(session.outcome),
      ),
    )
    .prepare()
  const find = orm
    .select()
    .from(session)
    .where(eq(session.id, slot('id')))
    .prepare()
  const findByToken = orm
    .select()
    .from(session)
    .where(eq(session.tokenHash, slot('tokenHash')))
    .prepare()
  const redeem = orm
    .update(session)
    .set({ redeemedAt: slot('at'), redemption: slot('result') })
    .where(and(eq(session.id, slot('id')), eq(session.outcome, 'succeeded'), isNull(session.redeemedAt)))
    .prepare()
  const overdue = orm
    .select({ id: session.id })
    .from(session)
    .where(and(isNull(session.outcome), lte(session.expiresAt, slot('now'))))
    .orderBy(asc(session.expiresAt), asc(session.id))
    .limit(slot('limit') as never)
    .prepare()

  /** Ends what the new session takes the place of. Out: the ids of those that were still live. */
  function replaceOpen({ userId, purpose, operationHash, createdAt }: SessionRow): string[] {
    const cancelled: string[] = []
    for (const { id, expiresAt } of findOpen.all({ userId, purpose, operationHash })) {
      const how = replacedAs(expiresAt, createdAt)
      end(log.head(id), { sessionId: id, ...how, at: createdAt, commit: null })
      if (how.outcome === 'cancelled') cancelled.push(id)
    }
    return cancelled
  }

  return {
    createSession: (row, answer) =>
      write(() => {
        const cancelled = replaceOpen(row)
        insert.run({ ...row })
        const { operationHash, policy, createdAt } = row
        log.append(row.id, emptyLog, [{ event: { type: 'minted', operationHash, policy }, at: createdAt }])
        keep(answer)
        return cancelled
      }),
    findSession: async (id) => find.get({ id }) ?? null,
    findSessionByToken: async (tokenHash) => findByToken.get({ tokenHash }) ?? null,
    record: (sessionId, expectedSeq, events, effects = []) =>
      write(() => {
        if (events.some(({ event }) => event.type === 'ended')) throw new Error('Only finishOnce ends a session.')
        const head = log.head(sessionId)
        if (head.outcome !== null || head.seq !== expectedSeq) return 'conflict'
        log.append(sessionId, head, events)
        for (const effect of effects) apply(sessionId, head, effect)
        return 'recorded'
      }),
    finishOnce: (how, answer) =>
      write(() => {
        if ((how.outcome === 'succeeded') !== (how.commit !== null)) {
          throw new Error('A commit goes with success, and success with a commit.')
        }
        const head = log.head(how.sessionId)
        if (head.outcome !== null) return 'ended-already'
        if (how.expectedSeq !== null && head.seq !== how.expectedSeq) return 'conflict'
        const done = end(head, how)
        if (done === 'finished') keep(answer)
        return done
      }),
    redeemOnce: (id, at, result, answer) =>
      write(() => {
        if (redeem.run({ id, at, result }).changes === 1) {
          keep(answer)
          return 'done'
        }
        if (find.get({ id })?.outcome !== 'succeeded') throw new Error(`Session ${id} did not succeed.`)
        return 'already'
      }),
    listOverdue: async (now, limit) => overdue.all({ now, limit }).map(({ id }) => id),
  }
}
