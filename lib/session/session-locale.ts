import type { SessionRecord } from '../../db/store.ts'
import { defaultLocale, foldLocale, type Locale } from '../i18n/locales.ts'

/** The language of a session: the user's last choice, else that of the claim, else the platform's, else English. */
export function sessionLocale(record: Pick<SessionRecord, 'events' | 'session'>): Locale {
  const chosen = record.events.findLast(
    ({ event }) => event.type === 'locale-chosen' || event.type === 'claimed',
  )?.event
  const tag = chosen && 'locale' in chosen ? chosen.locale : record.session.locale
  return foldLocale(tag) ?? defaultLocale
}
