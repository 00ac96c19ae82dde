import type { SessionCommit } from '../../db/store.ts'
import type { EndReason, Outcome } from '../sca/words.ts'
import type { Deps } from './deps.ts'
import { finish } from './finish.ts'
import { noticesOf } from './notices.ts'
import { type Opened, openSession } from './opened.ts'
import { receiptClaims } from './receipt-claims.ts'

/**
 * Writes the outcome, once. In: the session, outcome and reason; the sequence number it was decided on, null for an end
 * that holds whatever happened meanwhile. Out: the session as it stands then. An outcome that is already there stays.
 */
export async function endSession(
  deps: Deps,
  opened: Opened,
  outcome: Outcome,
  reason: EndReason,
  expectedSeq: number | null,
): Promise<Opened> {
  const commit = outcome === 'succeeded' ? commitOf(deps, opened) : null
  const { session } = opened.record
  const sessionId = session.id
  const at = opened.now
  const notices = noticesOf(deps, opened, outcome)
  const written = await finish(deps, session, { expectedSeq, outcome, reason, at, commit, notices })
  if (written === 'superseded') {
    const superseded = { outcome: 'failed', reason: 'superseded' } as const
    await finish(deps, session, { ...superseded, expectedSeq: null, at, commit: null })
  }
  if (written === 'finished') deps.log.info({ sessionId, outcome, reason }, 'session ended')
  const ended = await openSession(deps, sessionId)
  if (!ended) throw new Error(`session ${sessionId} is gone`)
  return ended
}

/**
 * Writes the outcome that the facts already call for: all is proven, time is over, the user is blocked. A crash between
 * the last proof and the outcome is healed here. Out: the session, with its outcome where one was due.
 */
export async function endIfDue(deps: Deps, opened: Opened): Promise<Opened> {
  const { decision } = opened
  if (!('end' in decision) || decision.reason === null) return opened
  return endSession(deps, opened, decision.end, decision.reason, opened.seq)
}

function commitOf(deps: Deps, opened: Opened): SessionCommit {
  const jti = deps.random.bytes(32).toString('base64url')
  const declined = opened.facts.creationSkipped || opened.facts.phoneSkipped
  return { jti, claims: receiptClaims(opened.record, opened.facts, opened.now, jti), declinedOffer: declined }
}
