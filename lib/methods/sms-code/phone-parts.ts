import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/**
 * What the two fields of `give-phone` start with for a known number. In: E.164. Out: the number as it is written at
 * home, and its country (ISO 3166); a number of no country keeps its international form, which the field takes too.
 */
export function phoneParts(e164: string): { readonly national: string; readonly country: string } {
  const number = parsePhoneNumberFromString(e164)
  const country = number?.country ?? number?.getPossibleCountries()[0]
  return number && country ? { national: number.formatNational(), country } : { national: e164, country: '' }
}
