import type { Facts } from './facts.ts'
import type { Policy } from './policy.ts'
import { satisfied } from './satisfied.ts'
import { type Offers, offers, type Row, rows } from './steps.ts'
import { type Action, actions, type EndReason, type Outcome, type StepId } from './words.ts'

/** Either the screen that is due with what may be done on it, or the end. */
export type Decision =
  | { readonly at: StepId; readonly actions: readonly Action[] }
  | { readonly end: Outcome; readonly reason: EndReason | null }

/** What is decided by: the table, what each screen offers, the final check. A parameter so that tests can plant faults. */
export interface Rules {
  readonly rows: readonly Row[]
  readonly offers: Offers
  readonly satisfied: (f: Facts, p: Policy) => boolean
}

export const rules: Rules = { rows, offers, satisfied }

/**
 * Names the step. In: facts, policy. Out: the screen and its actions, or the end with its reason (null where the
 * outcome is already recorded). A recorded outcome wins, then what voids the session, then the first needed row; the
 * final check has the last word.
 */
export function decide(f: Facts, p: Policy, by: Rules = rules): Decision {
  if (f.outcome !== null) return { end: f.outcome, reason: null }
  if (f.now >= f.expiresAt) return { end: 'expired', reason: 'time-over' }
  if (f.voided) return { end: 'cancelled', reason: 'service-restored' }
  if (f.superseded) return { end: 'failed', reason: 'superseded' }
  if (f.blocked) return { end: 'failed', reason: 'blocked' }
  if (f.emailMistypes >= p.emailMistypesPerSession) return { end: 'failed', reason: 'email-mistyped' }
  const row = by.rows.find(({ needed }) => needed(f, p))
  if (row) return { at: row.step, actions: actions.filter((action) => by.offers[row.step][action]?.(f, p)) }
  return by.satisfied(f, p) ? { end: 'succeeded', reason: 'proven' } : { end: 'failed', reason: 'insufficient' }
}
