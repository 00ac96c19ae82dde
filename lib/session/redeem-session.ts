import type { Answer, PlatformRow, SessionRow } from '../../db/store.ts'
import { redeemableMs } from '../sca/lifetimes.ts'
import { isFault, normaliseOperation, type OperationInput } from '../sca/normalise-operation.ts'
import { sessionStatus } from '../sca/status.ts'
import type { SessionStatus } from '../sca/words.ts'
import type { Deps } from './deps.ts'
import { findOwnSession } from './find-session.ts'
import { operationHash } from './operation-hash.ts'
import { type Receipt, signReceipt } from './receipt.ts'

export type RefusedRedemption =
  | {
      readonly refused:
        | 'session-unknown'
        | 'receipt-burned'
        | 'receipt-void'
        | 'receipt-expired'
        | 'operation-missing'
        | 'operation-differs'
    }
  | { readonly refused: 'session-not-succeeded'; readonly status: SessionStatus }
  | { readonly refused: 'already-redeemed'; readonly jti: string }

/**
 * Hands out the receipt, once, against the operation repeated (DL-04, RTS-21). In: platform, session id, the operation as
 * the platform would execute it; the answer to keep, made from what is answered. Out: the receipt, or why not; an
 * operation that differs burns the receipt for good. One of an older epoch is void: commits that are lost may have
 * redeemed it.
 */
export async function redeemSession(
  deps: Deps,
  platform: PlatformRow,
  sessionId: string,
  operation: OperationInput | null | undefined,
  answer: (answered: Receipt | RefusedRedemption) => Answer | undefined = () => undefined,
): Promise<Receipt | RefusedRedemption> {
  const session = await findOwnSession(deps, platform, sessionId)
  if (!session) return { refused: 'session-unknown' }
  const now = deps.clock.now()
  const refused = refuseRedemption(session, now)
  if (refused) return refused
  const difference = differenceFrom(session, operation)
  // A body that repeats nothing is incomplete; any other names something that nobody approved.
  if (difference?.refused === 'operation-missing') return difference
  const answered = difference ?? (await signReceipt(deps, session, now))
  const result = difference ? 'burned' : 'redeemed'
  const written = await deps.store.redeemOnce(session.id, now, result, answer(answered))
  if (written === 'void') return { refused: 'receipt-void' }
  return written === 'done' ? answered : afterRace(deps, session.id, now)
}

function refuseRedemption(session: SessionRow, now: number): RefusedRedemption | null {
  if (session.outcome !== 'succeeded' || session.endedAt === null) {
    return { refused: 'session-not-succeeded', status: sessionStatus(session, false, now) }
  }
  if (session.redemption === 'burned') return { refused: 'receipt-burned' }
  if (session.redemption === 'redeemed') return { refused: 'already-redeemed', jti: session.jti ?? '' }
  return now > session.endedAt + redeemableMs ? { refused: 'receipt-expired' } : null
}

function differenceFrom(session: SessionRow, operation: OperationInput | null | undefined) {
  const subject = normaliseOperation(session.purpose, operation)
  if (isFault(subject)) {
    return { refused: subject.problem === 'operation-missing' ? subject.problem : 'operation-differs' } as const
  }
  return operationHash(subject) === session.operationHash ? null : ({ refused: 'operation-differs' } as const)
}

/** Somebody else was first: what they did is what is answered now. */
async function afterRace(deps: Deps, sessionId: string, now: number): Promise<RefusedRedemption> {
  const session = await deps.store.findSession(sessionId)
  return (session && refuseRedemption(session, now)) ?? { refused: 'session-unknown' }
}
