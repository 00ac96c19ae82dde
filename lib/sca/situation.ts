import type { Facts } from './facts.ts'
import type { Policy } from './policy.ts'
import type { Replaceable } from './words.ts'

/** Questions about the facts that several rows of the table ask. Each has one answer, here. */

/** Nothing is held: the user enrols for the first time, or again after everything was reset. */
export function enrolsFromNothing(f: Facts): boolean {
  return !f.held.passkey && !f.held.pin && !f.held.phone
}

/** A credential without which the user cannot authenticate is missing. A phone is none where a passkey is held. */
export function somethingMissing(f: Pick<Facts, 'held'>): boolean {
  return !f.held.pin || (!f.held.passkey && !f.held.phone)
}

/** A contact was changed by the platform and has still to be confirmed. */
export function contactChanged(f: Pick<Facts, 'changed'>): boolean {
  return f.changed.email || f.changed.phone
}

/** Two elements remain without the passkey. Only then may it be passed over. */
export function otherWayRemains(f: Pick<Facts, 'held' | 'changed'>, p: Policy): boolean {
  const bothContacts = f.changed.email && f.changed.phone && p.bothContactsChanged === 'reset-required'
  return f.held.pin && f.held.phone && !bothContacts
}

/**
 * On what the session will rest:
 * `held-passkey`; `identity`, PIN and SMS code judged together; `staged-passkey`, the one made in this session;
 * `enrolment`, where making and repeating the credentials is itself the proof.
 */
export type Proof = 'held-passkey' | 'identity' | 'staged-passkey' | 'enrolment'

export function plannedProof(f: Facts, p: Policy): Proof {
  if (f.identity !== null) return 'identity'
  if (enrolsFromNothing(f)) {
    if (f.purpose === 'enrolment') return 'enrolment'
    return f.staged.passkey ? 'staged-passkey' : 'identity'
  }
  if (!f.held.passkey) return 'identity'
  const replacementRestsOnIt = f.replacing !== null && p.replacement === 'passkey-only'
  if (f.passkeyProof === 'held' || !otherWayRemains(f, p) || replacementRestsOnIt) return 'held-passkey'
  const passedOver = p.passkeyUse === 'skippable' && f.passkeySkipped
  return f.passkeySupported && !passedOver ? 'held-passkey' : 'identity'
}

/** A code by email is due before anything new is made or confirmed. */
export function emailCodeDue(f: Facts, p: Policy): boolean {
  if (f.emailCodeAccepted) return false
  if (enrolsFromNothing(f) && !f.wasEnrolled) return p.emailCodeAtEnrolment
  if (somethingMissing(f) || contactChanged(f)) return true
  return f.replacing !== null && p.replacement === 'with-email-code'
}

/**
 * May the user begin to replace this factor? Never both in one session, never beside a change of contacts, and without
 * a passkey only where the other factor is held to be judged with the new one. RTS 24(2)(b), 26.
 */
export function mayReplace(f: Facts, p: Policy, factor: Replaceable): boolean {
  if (p.replacement === 'refused' || f.replacing !== null || contactChanged(f)) return false
  if (f.staged.pin || f.staged.phone || !f.held.pin || !f.held[factor]) return false
  if (plannedProof(f, p) === 'held-passkey') return true
  return p.replacement !== 'passkey-only' && f.held.phone
}
