import { maskEmail } from '../methods/email-code/mask-email.ts'
import { maskPhone } from '../methods/sms-code/mask-phone.ts'
import { emailOf, smsNumberOf, smsNumberSealedOf } from './contacts.ts'
import type { Opened } from './opened.ts'
import { Recent } from './recent.ts'

/**
 * Masks that were made lately, by what is stored: to unwrap a user's key, unseal a number and take it apart costs as much as
 * to load the session. No longer than a session lasts.
 */
const made = new Recent<string>(5_000, 10 * 60_000)

/** `a•••e@n•••.com`: which address is meant. */
export function emailMaskOf(opened: Opened): string {
  return kept(opened, opened.record.user.emailSealed, () => maskEmail(emailOf(opened)))
}

/** `+33 • •• •• •• 11`: which number codes go to; null where none is known yet. */
export function phoneMaskOf(opened: Opened): string | null {
  const sealed = smsNumberSealedOf(opened)
  return sealed && kept(opened, sealed, () => maskPhone(smsNumberOf(opened) ?? ''))
}

function kept({ now }: Opened, sealed: string, mask: () => string): string {
  const known = made.get(sealed, now)
  if (known !== undefined) return known
  const found = mask()
  made.set(sealed, found, now)
  return found
}
