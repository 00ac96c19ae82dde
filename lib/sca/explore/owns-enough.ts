import type { Start } from './situations.ts'

/** What the person has at hand, whatever the records say. */
export interface AtHand {
  /** The device of the held passkey, with a browser that can use it. */
  readonly passkey: boolean
  /** Remembers the held PIN. */
  readonly pin: boolean
  /** Has the held number. */
  readonly phone: boolean
  readonly mailbox: boolean
}

/**
 * Does this person own enough to succeed? Written out from the design, section 2.8 to 2.10 and 2.17. Whoever does must
 * find a way to success from every screen; whoever does not must find none.
 */
export function ownsEnough({ user, policy }: Start, browserHasPasskeys: boolean, has: AtHand): boolean {
  const { held, changed } = user
  if (!held.passkey && !held.pin && !held.phone)
    return has.mailbox || (!user.wasEnrolled && !policy.emailCodeAtEnrolment)

  const lacks = !held.pin || (!held.passkey && !held.phone)
  if ((lacks || changed.email || changed.phone) && !has.mailbox) return false

  if (held.passkey && has.passkey && browserHasPasskeys) return true
  if (held.passkey && !(held.pin && held.phone)) return false
  if (held.passkey && browserHasPasskeys && policy.passkeyUse === 'required') return false

  // From here on PIN and code, judged together: at most one of them may be new.
  if (held.pin && changed.email && changed.phone && policy.bothContactsChanged === 'reset-required') return false
  const oldPin = held.pin && has.pin
  const oldPhone = held.phone && has.phone && !changed.phone
  if (!held.pin) return oldPhone
  if (!held.phone || changed.phone) return oldPin
  if (oldPin && oldPhone) return true
  const mayReplace = policy.replacement === 'other-factor' || (policy.replacement === 'with-email-code' && has.mailbox)
  return mayReplace && !changed.email && (oldPin || oldPhone)
}

const yesNo = [true, false]

/** The sixteen persons; the number of one is its place in this list. */
export const persons: readonly AtHand[] = yesNo.flatMap((passkey) =>
  yesNo.flatMap((pin) => yesNo.flatMap((phone) => yesNo.map((mailbox) => ({ passkey, pin, phone, mailbox })))),
)
