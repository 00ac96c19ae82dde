import type { Deps } from './deps.ts'
import { finish } from './finish.ts'

/** Writes the outcome of sessions whose time is over. In: how many at most. Out: how many were written. */
export async function sweepOverdue(deps: Deps, limit: number): Promise<number> {
  const at = deps.clock.now()
  const how = { expectedSeq: null, outcome: 'expired', reason: 'time-over', at, commit: null } as const
  const sessions = await deps.store.listOverdue(at, limit)
  const written = await Promise.all(sessions.map((session) => finish(deps, session, how)))
  return written.filter((result) => result === 'finished').length
}
