import { type Outcome, outcomes } from '../lib/sca/words.ts'

/**
 * One part of a list of sessions: those of one outcome, or the open ones on one side of their end. `claimed` tells those
 * a browser has begun from those it has not.
 */
export type Branch =
  | { readonly outcome: Outcome }
  | { readonly open: 'overdue' }
  | { readonly open: 'live'; readonly claimed: boolean }

/** The parts that make up a status: derived on read, because nobody writes `expired` in the moment the time is over. */
export function statusBranches(status: string): Branch[] {
  if (status === 'created' || status === 'started') return [{ open: 'live', claimed: status === 'started' }]
  const outcome = outcomes.find((known) => known === status)
  if (outcome === undefined) return []
  return outcome === 'expired' ? [{ outcome }, { open: 'overdue' }] : [{ outcome }]
}

/** What an open session ends as when a newer one takes its place: one whose time is over had expired before. */
export function replacedAs(
  expiresAt: number,
  now: number,
): { outcome: Outcome; reason: 'time-over' | 'newer-session' } {
  return expiresAt <= now
    ? { outcome: 'expired', reason: 'time-over' }
    : { outcome: 'cancelled', reason: 'newer-session' }
}
