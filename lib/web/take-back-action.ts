import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { assent } from '../container.ts'
import type { Refused } from '../sca/refusal.ts'
import type { FormState } from '../sca/view.ts'
import { takeOver } from '../session/claim.ts'
import { openSession } from '../session/opened.ts'
import { bindBrowser, boundBrowser } from './browser-cookie.ts'
import { claimantOf } from './claimant.ts'
import { formFields } from './form-press.ts'
import { pageLocale } from './page-locale.ts'
import { refusedForm } from './refused-form.ts'
import { requestedSession } from './request-address.ts'
import { sentByOurPage } from './same-origin.ts'
import { stepPath } from './step-path.ts'

/** A browser that held the session before takes it back. Its old cookie is the proof that it did. */
export async function takeBackAction(state: FormState, form: FormData): Promise<FormState> {
  const deps = assent()
  const fields = formFields(form)
  const locale = await pageLocale()
  const say = (refused: Refused) => refusedForm(refused, locale, fields, state.turn, deps.clock.now())
  if (!(await sentByOurPage())) return say({ refused: 'foreign-origin' })
  const sessionId = await requestedSession()
  const opened = sessionId ? await openSession(deps, sessionId) : null
  if (!opened || (await boundBrowser(opened.record.session.id)) === null) return say({ refused: 'unknown-session' })
  revalidatePath('/', 'layout')
  if (fields.action !== 'takeover') return say({ refused: 'malformed' })
  const { claimant, browser } = await claimantOf(fields)
  const acted = await takeOver(deps, opened, claimant)
  if (acted.opened?.facts.browser === claimant.browser) await bindBrowser(acted.opened, browser)
  redirect(stepPath(acted.opened ?? opened))
}
