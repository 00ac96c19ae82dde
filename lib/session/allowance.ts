import type { AbuseLimit } from '../sca/abuse-limits.ts'
import { countedUses } from './counted-uses.ts'
import type { Deps } from './deps.ts'

/** May it do this once more? In: who. Out: null, or when to ask again (epoch ms). */
export type Allowance = (who: string) => Promise<number | null>

/** A counter is asked for a hundredth of its limit at a time, so that a busy key costs no write per call. */
const shares = 100

/**
 * A limit on what is done often, shared by all instances: each takes uses from the store in blocks and hands them out by
 * itself, so all together never exceed the limit, but for the rest of a block when a window ends. A limit below two
 * hundred is counted one by one.
 */
export function allowance(deps: Pick<Deps, 'config' | 'store' | 'clock'>, limit: AbuseLimit): Allowance {
  const amount = Math.max(1, Math.floor(limit.limit / shares))
  const held = new Map<string, { left: number; until: number }>()
  const asking = new Map<string, Promise<number | null>>()

  async function ask(who: string): Promise<number | null> {
    try {
      const now = deps.clock.now()
      const uses = countedUses(deps, [limit], who).map((use) => ({ ...use, amount }))
      const reached = await deps.store.countUses(uses, now)
      if (reached !== null) return reached.retryAt
      held.delete(who)
      held.set(who, { left: amount, until: now + limit.windowMs })
      // Those that were asked for first are over first, so nobody else is looked at, however many there are.
      for (const [key, { until }] of held) {
        if (until > now) break
        held.delete(key)
      }
      return null
    } finally {
      asking.delete(who)
    }
  }

  return async (who) => {
    for (;;) {
      const kept = held.get(who)
      if (kept !== undefined && kept.left > 0 && deps.clock.now() < kept.until) {
        kept.left -= 1
        if (kept.left === 0) held.delete(who)
        return null
      }
      // One asks for all who wait: else each would take a block of its own and leave most of it unused.
      const answer = asking.get(who) ?? ask(who)
      asking.set(who, answer)
      const retryAt = await answer
      if (retryAt !== null) return retryAt
    }
  }
}
