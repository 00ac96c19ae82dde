import type { Deps } from './deps.ts'
import { finish } from './finish.ts'

/** How a session of an older epoch ends. */
export const endOfVoid = { outcome: 'cancelled', reason: 'service-restored' } as const

/** Writes the outcome of sessions of an older epoch, so that platforms are told. In: how many at most. Out: how many. */
export async function sweepVoid(deps: Deps, limit: number): Promise<number> {
  const at = deps.clock.now()
  const sessions = await deps.store.listVoid(at, limit)
  const how = { ...endOfVoid, expectedSeq: null, at, commit: null }
  const written = await Promise.all(sessions.map((session) => finish(deps, session, how)))
  return written.filter((result) => result === 'finished').length
}
