import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max'

/** All countries whose numbers can be given (ISO 3166), each with its calling code without `+`, sorted by code. */
export function phoneCountries(): { readonly code: string; readonly callingCode: string }[] {
  return getCountries()
    .map((code) => ({ code, callingCode: getCountryCallingCode(code) }))
    .sort((one, other) => (one.code < other.code ? -1 : 1))
}
