import type { Effect } from '../../db/store.ts'
import type { SessionEvent, Verdict } from '../sca/events.ts'
import { refundTry, type Series, spendTry, triesLeft, verdictWithinMs } from '../sca/limits.ts'
import type { Refusal } from '../sca/refusal.ts'
import type { Deps } from './deps.ts'
import type { Opened } from './opened.ts'
import type { StepResult } from './step-result.ts'
import { aboutSession, tellBlock } from './tell.ts'

/** Spends one of the user's tries before anything is checked. Out: the series then, or null while blocked. */
export function spend(deps: Deps, opened: Opened): Promise<Series | null> {
  const { session, user } = opened.record
  const tell = tellBlock(deps, aboutSession(session), opened.now, verdictWithinMs)
  const { now, policy } = opened
  return deps.store.reserveTry(user.id, (series, warned) => spendTry(series, now, policy.tries, warned), tell)
}

/** The verdict was good: the try goes back with the proof. Only a complete SCA clears the whole series. */
export function refund(deps: Deps, opened: Opened): Effect {
  const { session, user } = opened.record
  // The time of the verdict, not of the press: by then the block may have been told, and is not taken back without a word.
  const tell = tellBlock(deps, aboutSession(session), deps.clock.now())
  return { do: 'change-series', userId: user.id, change: (series) => refundTry(series, opened.policy.tries), tell }
}

/** The verdict was bad: what is logged and told. Nothing says which of two elements was wrong. */
export function failedTry(
  opened: Opened,
  spent: Series,
  of: Verdict,
  refusal: Refusal,
  effects: readonly Effect[] = [],
): StepResult {
  const events: SessionEvent[] = [{ type: 'verdict-refused', of, failures: spent.failures }]
  const left = triesLeft(spent, opened.policy.tries)
  // A full set means that this failure closed the last one: the user is blocked now.
  return {
    events,
    effects,
    spent,
    refused: { refused: refusal, triesLeft: left === opened.policy.tries.perBlock ? 0 : left },
  }
}

/**
 * No try is left just now, so nothing was looked at. The one that carried the block may still be taken back by a right
 * answer; otherwise the next look at the session ends it.
 */
export const blockedMeanwhile: StepResult = { refused: { refused: 'busy' } }
