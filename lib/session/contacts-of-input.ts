import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Contacts, UserInput } from './user-input.ts'

/** Why a user cannot be saved; stable codes of the API. */
export type UserProblem =
  | 'email-missing'
  | 'phone-invalid'
  | 'legal-representative-missing'
  | 'legal-representative-not-allowed'

/**
 * The contacts that count: the user's own, or those of a legal user's representative. In: the user as given.
 * Out: address with its domain in lower case, number in E.164 — or what is wrong and where.
 */
export function contactsOfInput(input: UserInput): Contacts | { readonly problem: UserProblem; readonly at: string } {
  const { type, legalRepresentative: representative } = input
  if (type === 'legal' && !representative) return { problem: 'legal-representative-missing', at: 'legalRepresentative' }
  if (type === 'natural' && representative) {
    return { problem: 'legal-representative-not-allowed', at: 'legalRepresentative' }
  }
  // The number of a company is kept in its profile; it must be one as well.
  if (input.phoneNumber !== null && readPhone(input.phoneNumber) === null) {
    return { problem: 'phone-invalid', at: 'phoneNumber' }
  }
  const at = representative ? 'legalRepresentative.' : ''
  const { email, phoneNumber } = representative ?? input
  if (email === null) return { problem: 'email-missing', at: `${at}email` }
  const phone = phoneNumber === null ? null : readPhone(phoneNumber)
  if (phoneNumber !== null && phone === null) return { problem: 'phone-invalid', at: `${at}phoneNumber` }
  return { email: lowerDomain(email), phone }
}

/** A number with its country code that exists in the numbering plan. Out: E.164 or null. */
function readPhone(text: string): string | null {
  const number = parsePhoneNumberFromString(text.trim())
  return number?.isValid() && !number.ext ? number.number : null
}

function lowerDomain(email: string): string {
  const trimmed = email.trim()
  const at = trimmed.lastIndexOf('@')
  return trimmed.slice(0, at) + trimmed.slice(at).toLowerCase()
}
