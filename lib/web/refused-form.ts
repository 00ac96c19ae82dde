import { createTranslator } from 'use-intl/core'
import type { Locale } from '../i18n/locales.ts'
import { messagesOf } from '../i18n/messages-of.ts'
import type { Refused } from '../sca/refusal.ts'
import type { FormState } from '../sca/view.ts'

/** Never given back to the page: what must be typed anew, and what is not the person's to see. */
const forgotten = new Set(['pin', 'pinConfirmation', 'code', 'response', 'error', 'token', 'action', 'username'])

/**
 * What a form shows after a refusal. In: the refusal, the language, what was sent, the turn before, the time. Out: the
 * state, with the typed values but for PIN and code.
 */
export function refusedForm(
  refused: Refused,
  locale: Locale,
  fields: Readonly<Record<string, string>>,
  turn: number,
  now: number,
): FormState {
  const kept = Object.entries(fields).filter(([name]) => !forgotten.has(name) && !name.startsWith('$'))
  return {
    refused: refused.refused,
    message: refusalText(refused, locale, now),
    values: Object.fromEntries(kept),
    turn: turn + 1,
  }
}

/** The text of a refusal in the user's language. */
export function refusalText(refused: Refused, locale: Locale, now: number): string {
  const t = createTranslator({ locale, messages: messagesOf(locale), namespace: 'refusals' })
  return t(refused.refused, {
    seconds: Math.max(1, Math.ceil(((refused.retryAt ?? now) - now) / 1000)),
    triesLeft: refused.triesLeft ?? 0,
  })
}
