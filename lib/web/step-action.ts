import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { assent } from '../container.ts'
import type { Refused } from '../sca/refusal.ts'
import type { FormAction, FormState } from '../sca/view.ts'
import type { StepId } from '../sca/words.ts'
import { act } from '../session/act.ts'
import { type Opened, openSession } from '../session/opened.ts'
import { sessionLocale } from '../session/session-locale.ts'
import type { Acted } from '../session/settle.ts'
import type { StepHandlers } from '../session/step-result.ts'
import { boundBrowser } from './browser-cookie.ts'
import { faultSafe } from './fault-safe.ts'
import { formFields, pressOf } from './form-press.ts'
import { pageLocale } from './page-locale.ts'
import { refusedForm } from './refused-form.ts'
import { requestedSession } from './request-address.ts'
import { sentByOurPage } from './same-origin.ts'
import { stepPath } from './step-path.ts'

/** Refuses a form, in the language of the session where it was opened, else in that of the page. */
type Say = (refused: Refused, opened?: Opened | null) => Promise<FormState>

/**
 * Makes the Server Action of a step, which all its buttons share. In: the step's id, its handlers. Out: the action. It
 * is a public endpoint like any other: it asks for our origin, the browser's binding and the table each time. The session
 * is loaded where it is judged, not here.
 */
export function stepAction(id: StepId, handlers: StepHandlers): FormAction {
  return faultSafe(async (state, form) => {
    const deps = assent()
    const fields = formFields(form)
    const say: Say = async (refused, opened = null) => {
      const locale = opened ? sessionLocale(opened.record) : await pageLocale()
      return refusedForm(refused, locale, fields, state.turn, deps.clock.now())
    }
    if (!(await sentByOurPage())) return say({ refused: 'foreign-origin' })
    const sessionId = await requestedSession()
    if (!sessionId) return say({ refused: 'unknown-session' })
    const press = pressOf(fields)
    if (!press) {
      const opened = await openSession(deps, sessionId)
      return say({ refused: opened ? 'malformed' : 'unknown-session' }, opened)
    }
    const acted = await act(deps, sessionId, await boundBrowser(sessionId), id, press, handlers)
    return answer(acted, id, say)
  })
}

/** Stays where it is with the refusal, or goes where the session stands now. Back must not find the old page. */
function answer({ opened, refused }: Acted, id: StepId, say: Say): Promise<FormState> {
  if (!opened) return say(refused ?? { refused: 'unknown-session' })
  revalidatePath('/', 'layout')
  if (refused?.refused === 'elsewhere') redirect(`/s/${opened.record.session.id}/elsewhere`)
  const here = 'at' in opened.decision && opened.decision.at === id
  if (refused && here) return say(refused, opened)
  redirect(refused ? `${stepPath(opened)}?notice=${refused.refused}` : stepPath(opened))
}
