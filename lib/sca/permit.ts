import { decide, type Rules, rules } from './decide.ts'
import type { Facts } from './facts.ts'
import type { Policy } from './policy.ts'
import type { Refused } from './refusal.ts'
import type { Action, StepId } from './words.ts'

/**
 * May this action run on this step now? Asks the same table that drew the page. In: facts, policy, the step whose form
 * was sent, the pressed action. Out: null, or the refusal.
 */
export function permit(f: Facts, p: Policy, at: StepId, action: Action, by: Rules = rules): Refused | null {
  const decision = decide(f, p, by)
  if ('end' in decision) return { refused: 'ended' }
  if (decision.at !== at) return { refused: 'not-this-step' }
  return decision.actions.includes(action) ? null : { refused: 'not-permitted' }
}
