import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { phoneTail } from './phone-tail.ts'

/**
 * Which number is meant, `+33 • •• •• •• 11`: the international form with all but the calling code and the last two
 * digits dotted. In: E.164.
 */
export function maskPhone(e164: string): string {
  const number = parsePhoneNumberFromString(e164)
  if (!number) return `•••• ${phoneTail(e164)}`
  const code = `+${number.countryCallingCode}`
  const rest = number.formatInternational().slice(code.length)
  return code + rest.slice(0, -2).replaceAll(/\d/g, '•') + rest.slice(-2)
}
