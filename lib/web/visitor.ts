import { headers } from 'next/headers'
import type { Visitor } from '../session/step-view.ts'
import { inAppBrowser } from './in-app-browser.ts'

/** What the browser of the present request says of itself. */
export async function visitor(): Promise<Visitor> {
  const given = await headers()
  return { acceptLanguage: given.get('accept-language'), inApp: inAppBrowser(given.get('user-agent')) }
}
