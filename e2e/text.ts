import { messagesOf } from '../lib/i18n/messages-of.ts'
import type { Refusal } from '../lib/sca/refusal.ts'
import { refusalText } from '../lib/web/refused-form.ts'

/** The English texts, so that a test speaks of what is said and not of its wording. */
export const texts = messagesOf('en')

/** What a page says of a refusal, in English. */
export function said(refused: Refusal, more: { readonly triesLeft?: number; readonly retryAt?: number } = {}): string {
  return refusalText({ refused, ...more }, 'en', 0)
}
