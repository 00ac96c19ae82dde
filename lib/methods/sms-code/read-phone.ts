import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'
import type { Refused } from '../../sca/refusal.ts'

export interface MobileNumber {
  readonly e164: string
  /** ISO 3166, upper case: of the number, which may be another than the chosen one. */
  readonly country: string
}

/**
 * Reads a phone number that can take a text message (SMS-10). Validity and kind come from the full metadata; the
 * library's default set knows lengths only. Fixed lines, premium, shared-cost and free numbers, VoIP, pagers and
 * personal numbers are refused; where a country does not tell mobile from fixed, both pass.
 * In: what was typed, and the chosen country (ISO 3166); a number that begins with `+` or `00` brings its own.
 */
export function readPhone(national: string, country: string): MobileNumber | Refused {
  const typed = national.replaceAll(/\p{Cf}/gu, '').trim()
  if (!/\p{Nd}/u.test(typed)) return { refused: 'phone-missing' }
  if (typed.length > 40) return { refused: 'phone-impossible' }
  const number = parse(typed, country.trim().toUpperCase())
  if (!number?.isValid() || number.ext) return { refused: 'phone-impossible' }
  const kind = number.getType()
  if (kind !== 'MOBILE' && kind !== 'FIXED_LINE_OR_MOBILE') return { refused: 'phone-not-mobile' }
  // Satellite and other networks without a country: nobody's mobile in the sense of the rules, and costly.
  const home = number.country ?? number.getPossibleCountries()[0]
  return home ? { e164: number.number, country: home } : { refused: 'phone-not-mobile' }
}

function parse(typed: string, country: string): PhoneNumber | undefined {
  const international = typed.replace(/^([0０]{2}|＋)/, '+')
  const chosen = isSupportedCountry(country) ? (country as CountryCode) : null
  return parsePhoneNumberFromString(international, { ...(chosen && { defaultCountry: chosen }), extract: false })
}
