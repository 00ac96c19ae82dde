import type { UserFacts } from './facts.ts'
import type { Policy } from './policy.ts'
import { contactChanged, otherWayRemains, somethingMissing } from './situation.ts'
import type { Purpose } from './words.ts'

/** Why a platform may not mint; each is a stable code of the API. */
export type MintRefusal = 'user-blocked' | 'already-enrolled' | 'nothing-changed' | 'reset-required'

/**
 * May a session be minted for this user and purpose? In: what is known of the user, the purpose, the policy.
 * Out: null, or why not. A session that nobody could finish is refused here, not on the user's screen.
 */
export function refuseMint(user: UserFacts, purpose: Purpose, p: Policy): MintRefusal | null {
  if (user.blocked) return 'user-blocked'
  if (purpose === 'enrolment' && !somethingMissing(user)) return 'already-enrolled'
  if (purpose === 'contact-change' && !contactChanged(user)) return 'nothing-changed'
  return finishable(user, p) ? null : 'reset-required'
}

/** With a passkey always. Without one a held factor must be left to judge the new one by, if any was held. */
function finishable(user: UserFacts, p: Policy): boolean {
  const { held, changed } = user
  if (held.passkey || !(held.pin || held.phone)) return true
  return somethingMissing(user) ? held.pin || !changed.phone : otherWayRemains(user, p)
}
