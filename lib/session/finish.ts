import type { Answer, SessionEnd, SessionRow, Store } from '../../db/store.ts'
import type { Deps } from './deps.ts'
import { tellEnd } from './tell.ts'

/**
 * The only way to end a session, so that its platform is told of every end. In: the session, how it ends; the answer to
 * keep with it. Out: as the store says.
 */
export function finish(
  deps: Pick<Deps, 'store' | 'random'>,
  session: SessionRow,
  how: Omit<SessionEnd, 'sessionId' | 'tell'>,
  answer?: Answer,
): ReturnType<Store['finishOnce']> {
  return deps.store.finishOnce({ ...how, sessionId: session.id, tell: tellEnd(deps, session, how) }, answer)
}
