import { preferredRegions } from '../i18n/preferred-regions.ts'
import { phoneCountries } from '../methods/sms-code/phone-countries.ts'
import { phoneParts } from '../methods/sms-code/phone-parts.ts'
import type { PhoneView } from '../sca/view.ts'
import { profilePhoneOf } from './contacts.ts'
import type { Opened } from './opened.ts'
import { sessionLocale } from './session-locale.ts'

/**
 * What `give-phone` starts with: the number that the platform gave, else the country that goes with the browser's
 * languages. In: the open session, the browser's Accept-Language. Out: number, country, and all that are served.
 */
export function phoneView(opened: Opened, acceptLanguage: string | null): PhoneView {
  const known = profilePhoneOf(opened)
  const read = known ? phoneParts(known) : null
  const served = opened.policy.phoneCountries
  const parts = read && served.includes(read.country) ? read : null
  const countries = phoneCountries().filter(({ code }) => served.includes(code))
  const likely = preferredRegions(acceptLanguage, sessionLocale(opened.record)).filter((code) => served.includes(code))
  const country = parts?.country ?? likely[0] ?? countries[0]?.code ?? 'FR'
  return { national: parts?.national ?? '', country, likely: [...new Set([country, ...likely])], countries }
}
