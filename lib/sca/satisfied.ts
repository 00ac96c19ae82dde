import type { Facts } from './facts.ts'
import type { Policy } from './policy.ts'
import { contactChanged, emailCodeDue, enrolsFromNothing } from './situation.ts'
import type { Origin } from './words.ts'

/**
 * Have two elements of different categories been proved in this session? RTS 4(1). This is the second lock: it does
 * not look at the table of steps, so that a row lost there opens nothing. Email never counts (EL-02).
 */
export function proven(f: Facts, p: Policy): boolean {
  if (f.passkeyProof === 'held') return f.held.passkey
  if (f.passkeyProof === 'staged') return f.staged.passkey && stagedMayProve(f, p)
  if (f.identity !== null) return identityCounts(f, p, f.identity)
  return false
}

/** Proven, and all that was made in the session was also repeated or confirmed. Only then may it succeed. */
export function satisfied(f: Facts, p: Policy): boolean {
  if (!newPartsVerified(f) || (contactChanged(f) && !f.emailCodeAccepted)) return false
  if (enrolsFromNothing(f) && f.purpose === 'enrolment') return enrolled(f, p)
  return proven(f, p) && (f.held.pin || f.staged.pin)
}

/** The first enrolment for its own sake: the passkey, or PIN and phone, made and repeated. */
function enrolled(f: Facts, p: Policy): boolean {
  const twoElements = f.staged.passkey || (f.staged.phone && f.phoneConfirmed)
  return f.emailTyped && !emailCodeDue(f, p) && f.staged.pin && f.pinRepeated && twoElements
}

/** Credentials made in this session prove a user who held none, and nobody else. DESIGN 2.8. */
function stagedMayProve(f: Facts, p: Policy): boolean {
  return enrolsFromNothing(f) && f.purpose !== 'enrolment' && f.emailTyped && !emailCodeDue(f, p)
}

/** One new factor counts beside a held one when its replacement was allowed, was due, or followed a change. */
function identityCounts(f: Facts, p: Policy, identity: { pin: Origin; phone: Origin }): boolean {
  if (identity.pin === 'staged' && identity.phone === 'staged') return stagedMayProve(f, p)
  if (!f.emailTyped || emailCodeDue(f, p)) return false
  if (identity.pin === 'staged') return f.held.phone && !f.changed.phone && (!f.held.pin || replaced(f, p, 'pin'))
  if (identity.phone === 'staged') return f.held.pin && (!f.held.phone || changeAllowed(f, p) || replaced(f, p, 'phone'))
  return f.held.pin && f.held.phone && !f.changed.phone
}

function replaced(f: Facts, p: Policy, factor: 'pin' | 'phone'): boolean {
  return f.replacing === factor && (p.replacement === 'with-email-code' || p.replacement === 'other-factor')
}

function changeAllowed(f: Facts, p: Policy): boolean {
  return f.changed.phone && !(f.changed.email && p.bothContactsChanged === 'reset-required')
}

/** A new PIN was repeated and a new number confirmed, each by itself or by the verdict on both. */
function newPartsVerified(f: Facts): boolean {
  const pin = !f.staged.pin || f.pinRepeated || f.identity?.pin === 'staged'
  const phone = !f.staged.phone || f.phoneConfirmed || f.identity?.phone === 'staged'
  return pin && phone
}
