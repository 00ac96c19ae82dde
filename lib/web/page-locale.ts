import { headers } from 'next/headers'
import { cache } from 'react'
import { defaultLocale, foldLocale, type Locale, preferredLocale } from '../i18n/locales.ts'
import { sessionLocale } from '../session/session-locale.ts'
import { openForRequest, openTokenForRequest } from './open-for-request.ts'
import { requestAddress, sessionIdOf } from './request-address.ts'

/**
 * The language of the present page: on a claimed session its own; before that `lang` in the address, the platform's
 * wish, the browser's; else English.
 */
export const pageLocale: () => Promise<Locale> = cache(async () => {
  const address = await requestAddress()
  const sessionId = sessionIdOf(address)
  const named = sessionId ? await openForRequest(sessionId) : null
  if (named) return sessionLocale(named.record)
  const wished = foldLocale(address.searchParams.get('lang'))
  if (wished) return wished
  const token = address.searchParams.get('token')
  const linked = token ? await openTokenForRequest(token) : null
  const platformWish = linked?.record.session.locale
  return foldLocale(platformWish) ?? preferredLocale((await headers()).get('accept-language')) ?? defaultLocale
})
