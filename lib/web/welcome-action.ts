import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { assent } from '../container.ts'
import type { Refused } from '../sca/refusal.ts'
import type { FormState } from '../sca/view.ts'
import { declineReason } from '../session/act.ts'
import { claim, openByToken, takeOver } from '../session/claim.ts'
import { endSession } from '../session/end-session.ts'
import type { Opened } from '../session/opened.ts'
import type { Acted } from '../session/settle.ts'
import { bindBrowser } from './browser-cookie.ts'
import { claimantOf } from './claimant.ts'
import { formFields, pressOf } from './form-press.ts'
import { pageLocale } from './page-locale.ts'
import { refusedForm } from './refused-form.ts'
import { requestAddress } from './request-address.ts'
import { sentByOurPage } from './same-origin.ts'
import { stepPath } from './step-path.ts'

/**
 * The action of the page that a RedirectUrl leads to: Continue claims the session for this browser and leaves the token
 * out of every later address; takeover moves it here from another browser; decline ends it.
 */
export async function welcomeAction(state: FormState, form: FormData): Promise<FormState> {
  const deps = assent()
  const fields = formFields(form)
  const locale = await pageLocale()
  const address = await requestAddress()
  const say = (refused: Refused) => refusedForm(refused, locale, fields, state.turn, deps.clock.now())
  if (!(await sentByOurPage())) return say({ refused: 'foreign-origin' })
  const opened = await openByToken(deps, address.searchParams.get('token') ?? '')
  if (!opened) return say({ refused: 'unknown-session' })
  if (fields.action === 'takeover') return enter(opened, fields, say, (claimant) => takeOver(deps, opened, claimant))
  const press = pressOf(fields)
  if (press?.action === 'decline') return decline(opened, declineReason(press))
  if (press?.action !== 'continue') return say({ refused: 'malformed' })
  const appended = address.searchParams.get('returnUrl') ?? address.searchParams.get('ReturnUrl')
  return enter(opened, fields, say, (claimant) => claim(deps, opened, claimant, locale, appended))
}

type Enter = (claimant: Awaited<ReturnType<typeof claimantOf>>['claimant']) => Promise<Acted>

/** Binds this browser when the session was won, and goes to the step that is due. */
async function enter(
  opened: Opened,
  fields: Record<string, string>,
  say: (refused: Refused) => FormState,
  attempt: Enter,
): Promise<FormState> {
  const { claimant, browser } = await claimantOf(fields)
  const acted = await attempt(claimant)
  const won = acted.opened?.facts.browser === claimant.browser
  revalidatePath('/', 'layout')
  if (won && acted.opened) await bindBrowser(acted.opened, browser)
  if (won || acted.opened?.facts.outcome) redirect(stepPath(acted.opened ?? opened))
  return say(acted.refused ?? { refused: 'elsewhere' })
}

async function decline(opened: Opened, reason: ReturnType<typeof declineReason>): Promise<never> {
  const ended = 'at' in opened.decision ? await endSession(assent(), opened, 'refused', reason, null) : opened
  revalidatePath('/', 'layout')
  redirect(stepPath(ended))
}
