import { and, asc, desc, eq, getTableColumns, gt, isNull, lte, sql } from 'drizzle-orm'
import { isVoid } from '../../lib/sca/history.ts'
import type { LimitReached } from '../care.ts'
import { emptyLog } from '../chain-events.ts'
import { replacedAs } from '../status-branches.ts'
import type { OutboxEvent, SessionRow, Store } from '../store.ts'
import type { KeepAnswer } from './answers.ts'
import type { Apply } from './effects.ts'
import type { EventLog } from './event-log.ts'
import { presentEpoch } from './history.ts'
import type { AddNotices } from './notices.ts'
import type { Database } from './open.ts'
import { session, user } from './schema.ts'
import type { EndSession } from './session-end.ts'
import { atMost, slot, slots, sought } from './slots.ts'

type Verbs = Pick<
  Store,
  'createSession' | 'findSession' | 'findSessionByToken' | 'record' | 'finishOnce' | 'redeemOnce' | 'listOverdue'
>

type TellEnded = (ended: SessionRow) => readonly OutboxEvent[]

type Cap = NonNullable<Parameters<Store['createSession']>[3]>

interface Parts {
  readonly log: EventLog
  readonly apply: Apply
  readonly end: EndSession
  readonly keep: KeepAnswer
  readonly keepUnlessErased: KeepAnswer
  readonly notify: AddNotices
}

/** The life of a session, from its mint to its redemption. */
export function sessions({ orm, write }: Database, { log, apply, end, keep, keepUnlessErased, notify }: Parts): Verbs {
  // What is written at the end is null until then, whatever the caller says.
  const insert = orm
    .insert(session)
    .values({
      ...slots(session, ['outcome', 'reason', 'endedAt', 'jti', 'claims', 'redeemedAt', 'redemption', 'epoch']),
      epoch: presentEpoch,
    })
    .prepare()
  const findOpen = orm
    .select()
    .from(session)
    .where(
      and(
        eq(session.userId, sought('userId')),
        eq(session.purpose, sought('purpose')),
        eq(session.operationHash, sought('operationHash')),
        isNull(session.outcome),
      ),
    )
    .prepare()
  const find = orm
    .select()
    .from(session)
    .where(eq(session.id, sought('id')))
    .prepare()
  const findWithEpoch = orm
    .select({ ...getTableColumns(session), present: presentEpoch })
    .from(session)
    .where(eq(session.id, sought('id')))
    .prepare()
  const findByToken = orm
    .select()
    .from(session)
    .where(eq(session.tokenHash, sought('tokenHash')))
    .prepare()
  const redeem = orm
    .update(session)
    .set({ redeemedAt: slot('at'), redemption: slot('result') })
    .where(and(eq(session.id, sought('id')), sql`${session.outcome} = 'succeeded'`, isNull(session.redeemedAt)))
    .prepare()
  const overdue = orm
    .select()
    .from(session)
    .where(and(isNull(session.endedAt), lte(session.expiresAt, sought('now'))))
    .orderBy(asc(session.expiresAt), asc(session.id))
    .limit(atMost('limit'))
    .prepare()

  const findKey = orm
    .select({ dataKeyWrapped: user.dataKeyWrapped })
    .from(user)
    .where(eq(user.id, sought('userId')))
    .prepare()
  const oldestOfCap = orm
    .select({ createdAt: session.createdAt })
    .from(session)
    .where(and(eq(session.userId, sought('userId')), gt(session.createdAt, sought('since'))))
    .orderBy(desc(session.createdAt))
    .limit(atMost(1))
    .offset(atMost('before'))
    .prepare()

  /** Has the user had as many sessions as may be? They count by themselves: no counter goes astray. */
  function capReached({ userId, createdAt }: SessionRow, { limit, windowMs }: Cap): LimitReached | null {
    const oldest = oldestOfCap.get({ userId, since: createdAt - windowMs, before: limit - 1 })
    return oldest === undefined ? null : { limit: 'sessions-of-user', retryAt: oldest.createdAt + windowMs }
  }

  /** Ends what the new session takes the place of. Out: the ids of those that were still live. */
  function replaceOpen({ userId, purpose, operationHash, createdAt: at }: SessionRow, tellOf: TellEnded): string[] {
    const cancelled: string[] = []
    for (const open of findOpen.all({ userId, purpose, operationHash })) {
      const how = replacedAs(open.expiresAt, at)
      const tell = () => tellOf({ ...open, ...how, endedAt: at })
      end(log.head(open.id), { sessionId: open.id, ...how, at, commit: null, tell })
      if (how.outcome === 'cancelled') cancelled.push(open.id)
    }
    return cancelled
  }

  return {
    createSession: (row, answer, tellOf = () => [], cap) =>
      write(() => {
        if (findKey.get({ userId: row.userId })?.dataKeyWrapped === '') return 'user-gone'
        const reached = cap === undefined ? null : capReached(row, cap)
        if (reached !== null) return reached
        const cancelled = replaceOpen(row, tellOf)
        insert.run({ ...row })
        const { operationHash, policy, createdAt } = row
        log.append(row.id, emptyLog, [{ event: { type: 'minted', operationHash, policy }, at: createdAt }])
        keep(answer, row.userId)
        return cancelled
      }),
    findSession: async (id) => find.get({ id }) ?? null,
    findSessionByToken: async (tokenHash) => findByToken.get({ tokenHash }) ?? null,
    record: (sessionId, expectedSeq, events, effects = []) =>
      write(() => {
        if (events.some(({ event }) => event.type === 'ended')) throw new Error('Only finishOnce ends a session.')
        const head = log.head(sessionId)
        if (head.outcome !== null || head.voided || head.seq !== expectedSeq) return 'conflict'
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
        if (how.commit !== null && head.voided) return 'conflict'
        const done = end(head, how)
        if (done !== 'finished') return done
        keep(answer, head.userId)
        notify(how.notices)
        return done
      }),
    redeemOnce: (id, at, result, answer) =>
      write(() => {
        const row = findWithEpoch.get({ id })
        if (row?.outcome === 'succeeded' && row.redeemedAt === null && isVoid(row.epoch, row.present)) return 'void'
        if (redeem.run({ id, at, result }).changes === 1) {
          keepUnlessErased(answer, row?.userId)
          return 'done'
        }
        if (row?.outcome !== 'succeeded') throw new Error(`Session ${id} did not succeed.`)
        return 'already'
      }),
    listOverdue: async (now, limit) => overdue.all({ now, limit }),
  }
}
