import type { LimitReached, Use } from './care.ts'

/** A counter as it is stored: of a window that ends at `expiresAt`. */
export interface Counter {
  readonly count: number
  readonly expiresAt: number
}

/**
 * Counts one use. In: the counter, if there is one; the use; the time. Out: the counter then, or the limit it would
 * break. A window that is over begins anew. A negative amount gives uses back, always and never below none.
 */
export function judgeUse(kept: Counter | null, use: Use, now: number): Counter | LimitReached {
  const running = kept !== null && now < kept.expiresAt ? kept : { count: 0, expiresAt: now + use.windowMs }
  const amount = use.amount ?? 1
  const count = Math.max(0, running.count + amount)
  if (amount > 0 && count > use.limit) return { limit: use.name, retryAt: running.expiresAt }
  return { count, expiresAt: running.expiresAt }
}
