import type { Answer, SessionEnd, SessionRow, Store } from '../../db/store.ts'
import type { Deps } from './deps.ts'
import { tellEnd } from './tell.ts'

/**
 * The only way to end a session, so that its platform is told of every end. In: the session, how it ends; the answer to
 * keep with it. Out: as the store says.
 */
export async function finish(
  deps: Pick<Deps, 'store' | 'random' | 'meters'>,
  session: SessionRow,
  how: Omit<SessionEnd, 'sessionId' | 'tell'>,
  answer?: Answer,
): ReturnType<Store['finishOnce']> {
  const end = { ...how, sessionId: session.id, tell: tellEnd(deps, session, how) }
  const written = await deps.store.finishOnce(end, answer)
  if (written === 'finished') deps.meters.ended(session.purpose, how.outcome, how.reason)
  return written
}
