import type { Effect } from '../../../db/store.ts'
import type { Replaceable } from '../../sca/words.ts'
import type { Opened } from '../opened.ts'
import type { StepHandler, StepResult } from '../step-result.ts'

/** Drops a PIN or number made in this session; the code sent to that number dies with it. */
export function unstage(factor: Replaceable): StepResult {
  const effects: Effect[] = [{ do: 'unstage', method: factor }]
  if (factor === 'pin') return { events: [{ type: 'pin-unstaged' }], effects }
  return { events: [{ type: 'phone-unstaged' }], effects: [...effects, { do: 'void-challenge', kind: 'sms-code' }] }
}

/** "Forgot PIN", "new number": makes the factor anew, or once more where it was made in this session. */
export function replace(factor: Replaceable): StepHandler {
  return (_deps, opened) =>
    opened.facts.staged[factor] ? unstage(factor) : { events: [{ type: 'replacement-begun', factor }] }
}

/** Takes a replacement back that was begun by mistake. */
export function undoReplacement(_deps: unknown, opened: Opened): StepResult {
  const factor = opened.facts.replacing
  if (factor === null) return {}
  return { events: [{ type: 'replacement-undone' }], effects: unstage(factor).effects ?? [] }
}
