import type { Facts } from './facts.ts'
import type { Policy } from './policy.ts'
import { contactChanged, emailCodeDue, enrolsFromNothing } from './situation.ts'
import type { Origin, Replaceable } from './words.ts'

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

/** Proven, and all that was made, changed or begun in the session is finished and there by right. Only then may it succeed. */
export function satisfied(f: Facts, p: Policy): boolean {
  const enrolling = enrolsFromNothing(f) && f.purpose === 'enrolment'
  return (enrolling ? enrolled(f, p) : proven(f, p)) && finished(f, p)
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
  const ofWhatStands = (identity.pin === 'staged') === f.staged.pin && (identity.phone === 'staged') === f.staged.phone
  if (!ofWhatStands || !f.emailTyped || emailCodeDue(f, p)) return false
  if (identity.pin === 'staged' && identity.phone === 'staged') return stagedMayProve(f, p)
  if (identity.pin === 'staged') return f.held.phone && !f.changed.phone && (!f.held.pin || replaced(f, p, 'pin'))
  if (identity.phone === 'staged') return f.held.pin && newNumberCounts(f, p)
  return f.held.pin && f.held.phone && !f.changed.phone
}

/** Beside the held PIN: where none was held, where the platform changed it, or where it was replaced. */
function newNumberCounts(f: Facts, p: Policy): boolean {
  if (!f.held.phone) return true
  if (f.changed.phone) return !(f.changed.email && p.bothContactsChanged === 'reset-required')
  return replaced(f, p, 'phone')
}

function replaced(f: Facts, p: Policy, factor: Replaceable): boolean {
  const allowed = p.replacement === 'with-email-code' || p.replacement === 'other-factor'
  return f.replacing === factor && allowed && !contactChanged(f)
}

/** Nothing is left half done: the mailbox answered where it must, changes are confirmed, a replacement was not only begun. */
function finished(f: Facts, p: Policy): boolean {
  if (emailCodeDue(f, p) || (contactChanged(f) && !f.emailTyped)) return false
  if (f.changed.phone && !f.staged.phone) return false
  if (f.replacing !== null && !f.staged[f.replacing]) return false
  if (!f.held.pin && !f.staged.pin) return false
  return newPartCounts(f, p, 'pin', f.pinRepeated) && newPartCounts(f, p, 'phone', f.phoneConfirmed)
}

/** A new PIN was repeated, a new number confirmed, by itself or by the verdict on both; and it takes no place by stealth. */
function newPartCounts(f: Facts, p: Policy, factor: Replaceable, verified: boolean): boolean {
  if (!f.staged[factor]) return true
  const byRight =
    !f.held[factor] ||
    (factor === 'phone' && f.changed.phone) ||
    (f.replacing === factor && p.replacement !== 'refused' && !contactChanged(f))
  const judged = f.identity !== null && f.identity[factor] === 'staged' && identityCounts(f, p, f.identity)
  return byRight && (verified || judged)
}
