import type { Checks } from './report.ts'

/** Clocks of machines that ask a time server differ by less than a tenth of this. */
export const toleratedClockMs = 5_000

/** Two readings of the clock that decides, and what another clock said between them. Epoch milliseconds. */
export interface ClockReading {
  readonly askedAt: number
  readonly answeredAt: number
  readonly other: number
}

/**
 * Does our clock agree with the other one? What the way there and back took speaks for us: the answer may have been given
 * at either end of it. REL-09.
 */
export function judgeClock({ askedAt, answeredAt, other }: ClockReading): Checks['clock'] {
  if (askedAt - toleratedClockMs > other) return 'ahead'
  return answeredAt + toleratedClockMs < other ? 'behind' : 'ok'
}
