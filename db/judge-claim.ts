import { answerMs } from '../lib/sca/lifetimes.ts'
import type { AnswerClaim, StoredAnswer } from './store.ts'

const minute = 60_000

/** A claim of an Idempotency-Key as it is stored; unfinished while `status` is null. */
export interface KeptClaim {
  readonly fingerprint: string
  readonly claimedAt: number
  readonly expiresAt: number
  readonly status: number | null
  readonly bodySealed: string | null
}

/** Until when a claim and its answer are kept. */
export function claimExpiry(now: number): number {
  return now + answerMs
}

/**
 * What a request with an Idempotency-Key may do. Out: `begin`, the answer given before, or a refusal. Who died at work
 * leaves an unfinished claim, which the next one takes over after a minute.
 */
export function judgeClaim(
  kept: KeptClaim | null,
  claim: AnswerClaim,
): 'begin' | { stored: StoredAnswer } | { refused: 'in-flight' | 'other-body' } {
  if (kept === null || kept.expiresAt <= claim.now) return 'begin'
  if (kept.fingerprint !== claim.fingerprint) return { refused: 'other-body' }
  if (kept.status !== null && kept.bodySealed !== null) {
    return { stored: { status: kept.status, bodySealed: kept.bodySealed } }
  }
  return claim.now - kept.claimedAt > minute ? 'begin' : { refused: 'in-flight' }
}
