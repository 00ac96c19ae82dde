import { redirect } from 'next/navigation'
import type { ComponentType } from 'react'
import { assent } from '../container.ts'
import { foldLocale } from '../i18n/locales.ts'
import { type Refusal, refusals } from '../sca/refusal.ts'
import type { FormAction, FormState, LanguageAction, StepView } from '../sca/view.ts'
import type { StepId } from '../sca/words.ts'
import { stepView } from '../session/step-view.ts'
import { boundBrowser } from './browser-cookie.ts'
import { chooseLanguage } from './choose-language.ts'
import { openForRequest } from './open-for-request.ts'
import { refusedForm } from './refused-form.ts'
import { requestedSession } from './request-address.ts'
import { stepPath } from './step-path.ts'
import { visitor } from './visitor.ts'

interface PageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>
}

type Screen = ComponentType<{ view: StepView; action: FormAction; language: LanguageAction; form?: FormState }>

/**
 * Makes the page of a step. In: its id, its screen, its action. Out: the page. The guard cannot be forgotten: nothing
 * else yields a view, and a view exists only for the browser that holds the session, on the step that is due.
 */
export function stepPage(id: StepId, Screen: Screen, action: FormAction) {
  return async function Page({ searchParams }: PageProps) {
    const sessionId = await requestedSession()
    const opened = sessionId && (await openForRequest(sessionId))
    if (!opened) redirect('/unknown')
    if ('end' in opened.decision) redirect(stepPath(opened))
    const browser = await boundBrowser(sessionId)
    if (browser === null || browser !== opened.facts.browser) redirect(`/s/${sessionId}/elsewhere`)
    if (opened.decision.at !== id) redirect(stepPath(opened))
    const view = stepView(assent(), opened, id, await visitor())
    assent().meters.shown(id)
    const notice = noticeOf((await searchParams).notice)
    if (!notice) return <Screen view={view} action={action} language={chooseLanguage} />
    const form = refusedForm({ refused: notice }, foldLocale(view.locale) ?? 'en', {}, 0, view.now)
    return <Screen view={view} action={action} language={chooseLanguage} form={form} />
  }
}

/** What may be said of the way here. A closed set: an address cannot put words on the page. */
function noticeOf(value: string | string[] | undefined): Refusal | null {
  const notices: readonly Refusal[] = ['send-failed']
  return refusals.find((code) => code === value && notices.includes(code)) ?? null
}
