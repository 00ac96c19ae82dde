import type { StepView } from '../../lib/sca/view.ts'
import type { Action } from '../../lib/sca/words.ts'
import { useTexts } from './use-texts.ts'
import { Ways } from './ways.tsx'

interface Props {
  readonly view: StepView
  /** The other ways of this step and their texts, in order; those that do not work now are left out. */
  readonly texts: Partial<Record<Action, string>>
  /** The button that cancels stands above already. */
  readonly declined?: boolean
}

/** The quiet buttons below a task: other ways to do it, a step back, and always a way to cancel. */
export function WaysOn({ view, texts, declined = false }: Props) {
  const purpose = useTexts(`purposes.${view.subject.purpose}`)
  const all: Partial<Record<Action, string>> = declined ? texts : { ...texts, decline: purpose('cancel') }
  const offered = (Object.entries(all) as [Action, string][]).filter(([action]) => view.actions.includes(action))
  return offered.length === 0 ? null : <Ways ways={offered.map(([action, text]) => ({ action, text }))} />
}
