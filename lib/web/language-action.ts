import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { redirect, unstable_rethrow } from 'next/navigation'
import { assent } from '../container.ts'
import { foldLocale, type Locale } from '../i18n/locales.ts'
import { chooseLocale } from '../session/claim.ts'
import type { Opened } from '../session/opened.ts'
import { openSession } from '../session/opened.ts'
import { answerWith } from './answer-with.ts'
import { boundBrowser } from './browser-cookie.ts'
import { formFields } from './form-press.ts'
import { ownPath, requestAddress, sessionIdOf } from './request-address.ts'
import { sentByOurPage } from './same-origin.ts'

/**
 * The same page in another language. An open session that this browser holds keeps it; elsewhere it stands in the address. A
 * form that is none of ours changes nothing. A fault is thrown: the page of a fault says that nothing was done.
 */
export async function languageAction(form: unknown): Promise<void> {
  if (!(form instanceof FormData) || !(await sentByOurPage())) return
  const locale = foldLocale(formFields(form).locale)
  if (!locale) return
  try {
    await changeTo(locale)
  } catch (fault) {
    unstable_rethrow(fault)
    // To a form without script; a script of ours would take the status for another fault.
    if (!(await headers()).has('next-action')) await answerWith(503)
    throw fault
  }
}

async function changeTo(locale: Locale): Promise<never> {
  const address = await requestAddress()
  const held = await heldSession(address)
  if (held) await chooseLocale(assent(), held, locale)
  else address.searchParams.set('lang', locale)
  // The layout, which says the language of the document, is made anew.
  revalidatePath('/', 'layout')
  redirect(held ? address.pathname : ownPath(address))
}

/** The session that the address names, where it is not over and this browser holds it. */
async function heldSession(address: URL): Promise<Opened | null> {
  const sessionId = sessionIdOf(address)
  const opened = sessionId && (await openSession(assent(), sessionId))
  if (!opened || 'end' in opened.decision) return null
  const browser = await boundBrowser(opened.record.session.id)
  return browser !== null && browser === opened.facts.browser ? opened : null
}
