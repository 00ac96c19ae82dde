import type { ComponentProps } from 'react'
import type { StepView } from '../../lib/sca/view.ts'
import type { Action } from '../../lib/sca/words.ts'
import { useTexts } from './use-texts.ts'
import type { Ways } from './ways.tsx'

/**
 * The quiet buttons below a task: other ways to do it, a step back, and always a way to cancel. In: the view; the other ways
 * of this step with their texts, in order, of which those are left out that do not work now; whether the button that
 * cancels stands above already. Out: what `Ways` draws.
 */
export function useWays(
  view: StepView,
  texts: Partial<Record<Action, string>>,
  declined = false,
): ComponentProps<typeof Ways>['ways'] {
  const purpose = useTexts(`purposes.${view.subject.purpose}`)
  const all: Partial<Record<Action, string>> = declined ? texts : { ...texts, decline: purpose('cancel') }
  const offered = (Object.entries(all) as [Action, string][]).filter(([action]) => view.actions.includes(action))
  return offered.map(([action, text]) => ({ action, text }))
}
