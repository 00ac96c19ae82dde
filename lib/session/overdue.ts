import type { Deps } from './deps.ts'

/** Writes the outcome of sessions whose time is over. In: how many at most. Out: how many were written. */
export async function sweepOverdue(deps: Deps, limit: number): Promise<number> {
  const at = deps.clock.now()
  const ids = await deps.store.listOverdue(at, limit)
  const written = await Promise.all(
    ids.map((sessionId) =>
      deps.store.finishOnce({
        sessionId,
        expectedSeq: null,
        outcome: 'expired',
        reason: 'time-over',
        at,
        commit: null,
      }),
    ),
  )
  return written.filter((result) => result === 'finished').length
}
