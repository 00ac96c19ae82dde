import type { Clock, SteadyClock } from '../ports/clock.ts'
import { toleratedClockMs } from './judge-clock.ts'
import type { Checks } from './report.ts'

/** Less than this nobody sets a clock by; readings of two clocks are not taken at the same moment. */
const noiseMs = 100

export interface ClockWatch {
  /** Has the clock been set since it was trusted? To be asked every few seconds. */
  look(): Exclude<Checks['clock'], 'unknown'>
  /** Cheap enough for every request: has it been set since the last look, or did the machine sleep? */
  suspect(): boolean
  /** Epoch milliseconds, never later than had nobody set the clock since it was trusted. */
  now(): number
}

/**
 * Watches whether a clock is set while the server runs, by one that nobody sets. REL-09. Set ahead, blocks would end early,
 * and set back, codes would live longer. What was jumped over is waited out: once that much time has truly gone by, all that
 * seems to be over is over, and the clock is trusted as it is. So a correction of half a minute costs half a minute, and a
 * clock that is set right again costs nothing. In: both clocks, trusted now.
 */
export function clockWatch(clock: Clock, steady: SteadyClock): ClockWatch {
  let trusted = { clock: clock.now(), steady: steady.now() }
  let offset = clock.now() - steady.awake()
  let jump: { readonly ms: number; readonly since: number } | null = null
  const unset = () => trusted.clock + steady.now() - trusted.steady

  return {
    now: () => Math.min(clock.now(), Math.floor(unset())),
    look: () => {
      const now = { clock: clock.now(), steady: steady.now() }
      const ms = now.clock - trusted.clock - (now.steady - trusted.steady)
      if (Math.abs(ms) < noiseMs) jump = null
      else if (jump === null || Math.abs(ms - jump.ms) >= noiseMs) jump = { ms, since: now.steady }
      if (jump !== null && now.steady - jump.since >= Math.abs(jump.ms)) {
        trusted = now
        jump = null
      }
      if (jump !== null && Math.abs(jump.ms) > toleratedClockMs) return jump.ms > 0 ? 'ahead' : 'behind'
      offset = now.clock - steady.awake()
      return 'ok'
    },
    suspect: () => Math.abs(clock.now() - steady.awake() - offset) > toleratedClockMs,
  }
}
