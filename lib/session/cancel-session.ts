import type { Answer, PlatformRow, SessionRow } from '../../db/store.ts'
import type { Outcome } from '../sca/words.ts'
import type { Deps } from './deps.ts'
import { findOwnSession } from './find-session.ts'
import { finish } from './finish.ts'

export type EndedByPlatform =
  | { readonly session: SessionRow }
  | { readonly refused: 'session-unknown' }
  | { readonly refused: 'session-ended'; readonly status: Outcome }

/**
 * Ends an open session for its platform. In: platform, session id; the answer to keep, made from the session as it will
 * stand. Out: the session, or why not: unknown, or it has an outcome. One whose time is over is ended as expired first.
 */
export async function cancelSession(
  deps: Deps,
  platform: PlatformRow,
  sessionId: string,
  answer: (session: SessionRow) => Answer | undefined = () => undefined,
): Promise<EndedByPlatform> {
  const session = await findOwnSession(deps, platform, sessionId)
  if (!session) return { refused: 'session-unknown' }
  if (session.outcome !== null) return { refused: 'session-ended', status: session.outcome }
  const at = deps.clock.now()
  const end = { expectedSeq: null, at, commit: null }
  if (at >= session.expiresAt) {
    await finish(deps, session, { ...end, outcome: 'expired', reason: 'time-over' })
    return { refused: 'session-ended', status: 'expired' }
  }
  const how = { outcome: 'cancelled', reason: 'cancelled-by-platform' } as const
  const cancelled: SessionRow = { ...session, ...how, endedAt: at }
  const written = await finish(deps, session, { ...end, ...how }, answer(cancelled))
  if (written === 'finished') return { session: cancelled }
  const ended = await deps.store.findSession(sessionId)
  return { refused: 'session-ended', status: ended?.outcome ?? 'cancelled' }
}
