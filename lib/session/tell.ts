import type { OutboxEvent, SessionRow, Settled, Store, TellEnd, TellSeries, UserRow } from '../../db/store.ts'
import type { Random } from '../ports/random.ts'
import { blocked, noFailures } from '../sca/limits.ts'
import type { EndReason, Outcome } from '../sca/words.ts'
import type { EventData, EventType } from '../webhooks/event-types.ts'
import { toldReason } from './end-reason.ts'
import { isoTime } from './iso-time.ts'
import { newId } from './new-id.ts'

/** What platforms are told by webhook. The store writes each of these in the transaction of what it tells of. */

/** Whom an event is about, and in which session it happened. */
export interface About extends Pick<OutboxEvent, 'platformId' | 'userId' | 'sessionId'> {
  /** The platform's own id. */
  readonly externalUserId: string
}

export function aboutUser({ id, platformId, externalId }: UserRow): About {
  return { platformId, userId: id, externalUserId: externalId, sessionId: null }
}

export function aboutSession({ id, platformId, userId, externalUserId }: SessionRow): About {
  return { platformId, userId, externalUserId, sessionId: id }
}

interface TellDeps {
  readonly random: Random
}

/** One event. In: whom it is about, its type, what it says beside the user's id, when. Out: the event, told at once. */
export function tellOf<T extends EventType>(
  deps: TellDeps,
  { externalUserId, ...about }: About,
  type: T,
  data: Omit<EventData[T], 'userId'>,
  at: number,
): OutboxEvent {
  return {
    ...about,
    id: newId(deps.random, 'evt', at),
    type,
    data: JSON.stringify({ userId: externalUserId, ...data }),
    createdAt: at,
    heldUntil: null,
    takesBack: null,
  }
}

/**
 * What is told of a change of a user's series: that a block began, became another, or was lifted; nothing of one that ran
 * out. A try is spent before it is checked, so the fifth carries a block that a right answer takes back: `holdMs` keeps it
 * from being told until its session goes on. In: whom it is about, when; why, where the user reported it.
 */
export function tellBlock(deps: TellDeps, about: About, at: number, holdMs = 0, reason?: 'not-me'): TellSeries {
  return (before, after) => {
    const was = blocked(before, at)
    if (blocked(after, at)) {
      if (was && before.permanent === after.permanent && before.blockedUntil === after.blockedUntil) return []
      const until = after.permanent ? null : isoTime(after.blockedUntil)
      const told = tellOf(deps, about, 'user.blocked', { until, ...(reason && { reason }) }, at)
      return [{ ...told, heldUntil: holdMs > 0 ? at + holdMs : null }]
    }
    return was ? [{ ...tellOf(deps, about, 'user.unblocked', {}, at), takesBack: 'user.blocked' }] : []
  }
}

/** What is told of the end of a session: what it changed of the user, and last of all its outcome. */
export function tellEnd(
  deps: TellDeps,
  session: SessionRow,
  { outcome, reason, at }: { readonly outcome: Outcome; readonly reason: EndReason; readonly at: number },
): TellEnd {
  const about = aboutSession(session)
  return ({ factors, enrolled, series }) => [
    ...tellBlock(deps, about, at)(series.before, series.after),
    ...factors.map(({ method, change }) => tellOf(deps, about, `factor.${change}`, { method }, at)),
    ...(enrolled ? [tellOf(deps, about, 'user.enrolled', {}, at)] : []),
    tellOf(
      deps,
      about,
      `session.${outcome}`,
      { purpose: session.purpose, status: outcome, reason: toldReason(reason) },
      at,
    ),
  ]
}

/** An end that changed nothing of the user. */
const unchanged: Omit<Settled, 'userId'> = {
  factors: [],
  enrolled: false,
  series: { before: noFailures, after: noFailures },
}

/** What is told of the sessions whose place a newer one takes. Throws for one that is still open. */
export function tellReplaced(deps: TellDeps): NonNullable<Parameters<Store['createSession']>[2]> {
  return (ended) => {
    const { outcome, reason, endedAt: at } = ended
    if (outcome === null || reason === null || at === null) throw new Error(`session ${ended.id} is open`)
    return tellEnd(deps, ended, { outcome, reason, at })({ userId: ended.userId, ...unchanged })
  }
}
