import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import { assent } from '../container.ts'
import { type FormAction, type FormState, freshForm } from '../sca/view.ts'
import { answerWith } from './answer-with.ts'
import { formFields } from './form-press.ts'
import { logFault } from './log-fault.ts'
import { pageLocale } from './page-locale.ts'
import { refusedForm } from './refused-form.ts'

/**
 * An action whose faults are answered: the form says that it may be tried again, and the log has the reason. To a form without
 * script the status says it, too (REL-15); a script of ours would take that for another fault.
 */
export function faultSafe(action: FormAction): FormAction {
  return async (sent, form) => {
    const state = { ...freshForm, turn: turnOf(sent) }
    if (!(form instanceof FormData)) return state
    try {
      const next = await action(state, form)
      if (next.refused === 'busy') await answerBusy()
      return next
    } catch (fault) {
      unstable_rethrow(fault)
      await logFault(fault)
      await answerBusy()
      return refusedForm({ refused: 'busy' }, await pageLocale(), formFields(form), state.turn, assent().clock.now())
    }
  }
}

/**
 * What actions go by of a state that is sent. An action is an address like any other: whoever calls it by hand sends what
 * they like, and React puts things in its place whose parts throw when they are looked at.
 */
function turnOf(sent: unknown): number {
  try {
    const { turn } = sent as FormState
    return Number.isSafeInteger(turn) ? turn : freshForm.turn
  } catch {
    return freshForm.turn
  }
}

async function answerBusy(): Promise<void> {
  if (!(await headers()).has('next-action')) await answerWith(503)
}
