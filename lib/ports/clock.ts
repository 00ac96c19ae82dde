import { uptime } from 'node:os'

/** The one source of time. Everything that decides anything asks it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }

/** Counts on whatever the clock is set to: says how much time went by, never what time it is. */
export interface SteadyClock {
  /** Milliseconds since some moment, those included in which the machine slept. Asks the operating system. */
  now(): number
  /** The same, but it may stand still while the machine sleeps; costs next to nothing. */
  awake(): number
}

export const systemSteadyClock: SteadyClock = { now: () => uptime() * 1000, awake: () => performance.now() }
