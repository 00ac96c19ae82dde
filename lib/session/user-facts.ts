import type { UserRecord } from '../../db/store.ts'
import type { UserFacts } from '../sca/facts.ts'
import { blocked } from '../sca/limits.ts'
import type { Policy } from '../sca/policy.ts'

const dayMs = 86_400_000

/**
 * What is known of a user now. In: the stored user, the policy, the time; the version of the credentials a session began
 * with, if there is one. Out: facts for the core.
 */
export function userFacts(record: UserRecord, policy: Policy, now: number, startedWith?: number): UserFacts {
  const { user, credentials, series } = record
  const held = {
    passkey: credentials.passkeys.length > 0,
    pin: credentials.pin !== null,
    phone: credentials.phone !== null,
  }
  const holdsAny = held.passkey || held.pin || held.phone
  const pausedUntil = (user.offerDeclinedAt ?? -Infinity) + policy.offerPauseDays * dayMs
  return {
    held,
    wasEnrolled: user.enrolledAt !== null,
    // Who holds nothing yet has nothing that could have changed; a phone that is not held cannot change.
    changed: { email: holdsAny && user.emailChanged, phone: held.phone && user.phoneChanged },
    blocked: blocked(series, now),
    superseded: startedWith !== undefined && startedWith !== user.credentialsVersion,
    offersPaused: now < pausedUntil,
  }
}
