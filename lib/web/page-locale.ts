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
  return (
    (await spoken(named(address))) ??
    foldLocale(address.searchParams.get('lang')) ??
    (await spoken(linked(address))) ??
    preferredLocale((await headers()).get('accept-language')) ??
    defaultLocale
  )
})

async function named(address: URL): Promise<Locale | null> {
  const sessionId = sessionIdOf(address)
  const opened = sessionId ? await openForRequest(sessionId) : null
  // After the end nothing is recorded any more, and a browser without the session records nothing: there the switch
  // works through the address.
  const unrecorded = opened && ('end' in opened.decision || address.pathname.endsWith('/elsewhere'))
  const switched = unrecorded ? foldLocale(address.searchParams.get('lang')) : null
  return switched ?? (opened && sessionLocale(opened.record))
}

async function linked(address: URL): Promise<Locale | null> {
  const token = address.searchParams.get('token')
  const opened = token ? await openTokenForRequest(token) : null
  return foldLocale(opened?.record.session.locale)
}

/** A database that does not answer must not keep the page from saying so. */
function spoken(locale: Promise<Locale | null>): Promise<Locale | null> {
  return locale.catch(() => null)
}
