import type { Readiness } from '../readiness/readiness.ts'
import { sessionMs } from '../sca/lifetimes.ts'
import type { Deps } from '../session/deps.ts'
import { sweepVoid } from '../session/void-sessions.ts'

/**
 * Ends what a new epoch voids, from the next sweep on until nothing is left. In: how many at a time. Out: one sweep. What
 * an epoch voids that began longer ago than a session lives has expired.
 */
export function epochSweeper(deps: Deps, { epoch }: Pick<Readiness, 'epoch'>, atMost: number): () => Promise<void> {
  let swept = 0
  return async () => {
    const present = epoch()
    if (present === null || present.number === swept) return
    const recent = present.number > 1 && deps.clock.now() < present.beganAt + sessionMs
    if (!recent || (await sweepVoid(deps, atMost)) === 0) swept = present.number
  }
}
