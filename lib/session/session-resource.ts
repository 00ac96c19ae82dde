import type { SessionRow } from '../../db/store.ts'
import type { Operation } from '../sca/operation.ts'
import { sessionStatus } from '../sca/status.ts'
import type { Purpose, SessionStatus, StepId } from '../sca/words.ts'
import { type ToldReason, toldReason } from './end-reason.ts'
import { isoTime } from './iso-time.ts'

/** A session as its platform may see it: the class of its outcome, never which element failed. Times are ISO 8601. */
export interface SessionResource {
  readonly id: string
  readonly userId: string
  readonly purpose: Purpose
  /** As normalised: this is what the user sees and what is hashed. */
  readonly operation: Operation | null
  readonly operationHash: string
  readonly status: SessionStatus
  readonly reason: ToldReason | null
  readonly returnUrl: string | null
  readonly state: string | null
  readonly locale: string | null
  readonly createdAt: string
  readonly expiresAt: string
  readonly endedAt: string | null
  readonly redeemedAt: string | null
  /** The screen the user is at; null before the start and after the end. */
  readonly step: StepId | null
}

/** What only the log tells of a session that is open. */
export interface Whereabouts {
  readonly claimed: boolean
  readonly step: StepId | null
}

/** In: the row, where an open session is, the time. Out: the resource. */
export function sessionResource(session: SessionRow, { claimed, step }: Whereabouts, now: number): SessionResource {
  const status = sessionStatus(session, claimed, now)
  return {
    id: session.id,
    userId: session.externalUserId,
    purpose: session.purpose,
    operation: session.operation === null ? null : JSON.parse(session.operation),
    operationHash: session.operationHash,
    status,
    reason: toldReason(session.reason),
    returnUrl: session.returnUrl,
    state: session.state,
    locale: session.locale,
    createdAt: isoTime(session.createdAt),
    expiresAt: isoTime(session.expiresAt),
    endedAt: isoTime(session.endedAt),
    redeemedAt: session.redemption === 'redeemed' ? isoTime(session.redeemedAt) : null,
    step: status === 'started' ? step : null,
  }
}
