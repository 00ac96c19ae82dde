import type { Random } from '../ports/random.ts'

/** A new one-time code: six digits, each of the million equally likely, leading zeros kept. */
export function drawCode(random: Random): string {
  return String(random.below(1_000_000)).padStart(6, '0')
}
