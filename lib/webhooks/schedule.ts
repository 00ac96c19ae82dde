import type { Random } from '../ports/random.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Waits after the first attempt and each one that fails, some three days in all; then the delivery is dead. */
export const waitsMs: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]

/** A receiver may ask for more time, but not for ever. */
export const longestWaitMs = 24 * hour

/**
 * When to try again. In: how many attempts were made, this one included; the time, epoch milliseconds; how long the
 * receiver asked to be left alone. Out: when, or null: it was the last. Up to a fifth is added by chance, so that what
 * failed together does not come back together.
 */
export function nextAttemptAt(made: number, now: number, retryAfterMs: number | null, random: Random): number | null {
  const wait = waitsMs[made - 1]
  if (wait === undefined) return null
  const asked = Math.min(retryAfterMs ?? 0, longestWaitMs)
  return now + Math.max(wait + random.below(wait / 5), asked)
}

/** Reads `Retry-After`: seconds or a date. Out: milliseconds from now, or null for anything else. RFC 9110 section 10.2.3. */
export function readRetryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * second
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}
