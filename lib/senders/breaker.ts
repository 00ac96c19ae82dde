import type { Clock } from '../ports/clock.ts'

/** Failures in a row after which a gateway is left alone, and for how long. */
export interface BreakerLimits {
  readonly failures: number
  readonly restMs: number
}

/** Leaves a gateway alone that fails again and again, so that nobody waits for it. */
export interface Breaker {
  /** May it be asked now? After the rest one caller may, as a probe; the others as soon as the probe has succeeded. */
  mayAsk(): boolean
  /** What came of an asking. */
  answered(well: boolean): void
}

/** A circuit breaker by the clock that is handed in. A probe that is never answered gives way after another rest. */
export function breaker(clock: Clock, { failures, restMs }: BreakerLimits): Breaker {
  let inARow = 0
  let restUntil = 0
  return {
    mayAsk() {
      if (inARow < failures) return true
      const left = restUntil - clock.now()
      // A longer rest was begun by a clock that has been set back since.
      if (left > 0 && left <= restMs) return false
      restUntil = clock.now() + restMs
      return true
    },
    answered(well) {
      inARow = well ? 0 : inARow + 1
      if (inARow >= failures) restUntil = clock.now() + restMs
    },
  }
}
