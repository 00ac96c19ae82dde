import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { assent } from '../container.ts'
import { defaultLocale } from '../i18n/locales.ts'
import type { Refused } from '../sca/refusal.ts'
import type { FormAction, FormState } from '../sca/view.ts'
import type { StepId } from '../sca/words.ts'
import { act } from '../session/act.ts'
import { type Opened, openSession } from '../session/opened.ts'
import { sessionLocale } from '../session/session-locale.ts'
import type { StepHandlers } from '../session/step-result.ts'
import { boundBrowser } from './browser-cookie.ts'
import { faultSafe } from './fault-safe.ts'
import { formFields, pressOf } from './form-press.ts'
import { refusedForm } from './refused-form.ts'
import { requestedSession } from './request-address.ts'
import { sentByOurPage } from './same-origin.ts'
import { stepPath } from './step-path.ts'

/**
 * Makes the Server Action of a step, which all its buttons share. In: the step's id, its handlers. Out: the action. It
 * is a public endpoint like any other: it asks for our origin, the browser's binding and the table each time.
 */
export function stepAction(id: StepId, handlers: StepHandlers): FormAction {
  return faultSafe(async (state, form) => {
    const deps = assent()
    const fields = formFields(form)
    const sessionId = await requestedSession()
    const opened = sessionId ? await openSession(deps, sessionId) : null
    const say = (refused: Refused) => {
      const locale = opened ? sessionLocale(opened.record) : defaultLocale
      return refusedForm(refused, locale, fields, state.turn, deps.clock.now())
    }
    if (!(await sentByOurPage())) return say({ refused: 'foreign-origin' })
    if (!opened || !sessionId) return say({ refused: 'unknown-session' })
    const browser = await boundBrowser(sessionId)
    const press = pressOf(fields)
    if (!press) return say({ refused: 'malformed' })
    const acted = await act(deps, sessionId, browser, id, press, handlers)
    return answer(acted.opened, acted.refused, id, say)
  })
}

/** Stays where it is with the refusal, or goes where the session stands now. Back must not find the old page. */
function answer(
  opened: Opened | null,
  refused: Refused | null,
  id: StepId,
  say: (refused: Refused) => FormState,
): FormState {
  if (!opened) return say(refused ?? { refused: 'unknown-session' })
  revalidatePath('/', 'layout')
  if (refused?.refused === 'elsewhere') redirect(`/s/${opened.record.session.id}/elsewhere`)
  const here = 'at' in opened.decision && opened.decision.at === id
  if (refused && here) return say(refused)
  redirect(refused ? `${stepPath(opened)}?notice=${refused.refused}` : stepPath(opened))
}
