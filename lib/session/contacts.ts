import type { Opened } from './opened.ts'

/** The address that a code by email goes to. */
export function emailOf({ record, vault }: Opened): string {
  return vault.open('email', record.user.emailSealed)
}

/** The number in the user's profile, E.164, or null. */
export function profilePhoneOf({ record, vault }: Opened): string | null {
  return record.user.phoneSealed === null ? null : vault.open('phone', record.user.phoneSealed)
}

/** The number that a code by SMS goes to: the one given in this session, else the one held. E.164, or null. */
export function smsNumberOf(opened: Opened): string | null {
  const sealed = smsNumberSealedOf(opened)
  return sealed && opened.vault.open('factor-phone', sealed)
}

/** The same as it is stored. */
export function smsNumberSealedOf({ record }: Opened): string | null {
  const staged = record.staged.find((row) => row.method === 'phone')
  return (staged?.phone ?? record.credentials.phone)?.numberSealed ?? null
}

/** Every number known of the user, for the rule that a PIN holds none of their digits. */
export function knownNumbersOf(opened: Opened): string[] {
  const held = opened.record.credentials.phone
  return [
    profilePhoneOf(opened),
    smsNumberOf(opened),
    held ? opened.vault.open('factor-phone', held.numberSealed) : null,
  ].filter((number) => number !== null)
}
