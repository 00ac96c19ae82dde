import type { EndReason, Outcome } from '../sca/words.ts'
import type { Deps } from './deps.ts'
import { finish } from './finish.ts'

/**
 * Ends every open session of a user, as expired where its time is over. In: our own id of the user, how they end. What
 * makes an end necessary was written before, so a crash between leaves nothing that could still succeed.
 */
export async function endOpenSessions(deps: Deps, userId: string, outcome: Outcome, reason: EndReason): Promise<void> {
  const at = deps.clock.now()
  for (const id of await deps.store.listOpenSessions(userId)) {
    const session = await deps.store.findSession(id)
    if (session === null) continue
    const how = at < session.expiresAt ? { outcome, reason } : ({ outcome: 'expired', reason: 'time-over' } as const)
    await finish(deps, session, { ...how, expectedSeq: null, at, commit: null })
  }
}
