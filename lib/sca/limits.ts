import type { Refused } from './refusal.ts'

/** Limits of a code that is sent by SMS or email. */
export interface CodeLimits {
  readonly lifeMs: number
  /** Time that must pass before a second code is sent; before each further one it is twice as long. */
  readonly gapMs: number
  readonly sendsPerSession: number
}

/** Limits of failed tries, counted per user across sessions, methods, browsers and instances. */
export interface TryLimits {
  readonly perBlock: number
  readonly firstBlockMs: number
  /** Failures in one series after which only the platform can lift the block. */
  readonly permanentAfter: number
}

/**
 * Events that a session has at most. The longest honest one has some sixty: every screen, every resend, every mistake that
 * is allowed.
 */
export const mostEvents = 400

/** What was sent of one kind of code in one session. */
export interface Sends {
  readonly count: number
  /** When the last one left for the address that counts now; null when none did. */
  readonly lastAt: number | null
}

/** When the next code may be sent, as far as the gap decides. Out: epoch milliseconds, or null for at once. */
export function sendableAt(sends: Sends, limits: CodeLimits): number | null {
  return sends.lastAt === null ? null : sends.lastAt + limits.gapMs * 2 ** (sends.count - 1)
}

/**
 * May another code be sent? In: what was sent, the time, the limits. Out: null, or the refusal with `retryAt`.
 * ASVS 5.0 V6.6.3; the gap and the cap count per code, not per number.
 */
export function refuseSend(sends: Sends, now: number, limits: CodeLimits): Refused | null {
  if (sends.count >= limits.sendsPerSession) return { refused: 'too-many-sends' }
  const retryAt = sendableAt(sends, limits)
  return retryAt !== null && now < retryAt ? { refused: 'too-early', retryAt } : null
}

/** The series of failed tries of one user. Only a complete SCA sets `failures` back to zero. */
export interface Series {
  readonly failures: number
  /** The end of the block that a try carried; with `permanent`, null says that somebody else set it. */
  readonly blockedUntil: number | null
  /** Set by a long series, a "this was not me" or the platform; ended by the platform alone. */
  readonly permanent: boolean
}

export const noFailures: Series = { failures: 0, blockedUntil: null, permanent: false }

/** Is the user blocked at `now`? RTS 4(4). */
export function blocked(series: Series, now: number): boolean {
  return series.permanent || (series.blockedUntil !== null && now < series.blockedUntil)
}

/**
 * A try is judged well within this time after it was spent, even when the queue of hashes is full. For so long the block
 * that it carried may be taken back: it ends no session, and no platform is told of it.
 */
export const verdictWithinMs = 10_000

/**
 * Is the try that carried the block surely judged by now? Until then a right answer may still take the block back, so it
 * refuses further tries and mints, but ends no session. In: the series of a blocked user, the time, the limits.
 */
export function blockSettled(series: Series, now: number, limits: TryLimits): boolean {
  const carried = series.failures > 0 && series.failures % limits.perBlock === 0
  if (series.blockedUntil === null || !carried) return true
  if (series.permanent && series.failures < limits.permanentAfter) return true
  const blocks = series.failures / limits.perBlock
  return now - (series.blockedUntil - limits.firstBlockMs * 2 ** (blocks - 1)) >= verdictWithinMs
}

/** Tries left before the next block. */
export function triesLeft(series: Series, limits: TryLimits): number {
  return limits.perBlock - (series.failures % limits.perBlock)
}

/**
 * Spends one try before anything is checked; the fifth carries the block in the same write, so that no crash and no
 * parallel caller finds a sixth. In: the series, the time, the limits; whether the mail went out that announces the
 * permanent block: without it, a block stays temporary (RTS 4(4)). Out: the new series, or null while blocked.
 * RTS 4(3)(b): at most five consecutive failures.
 */
export function spendTry(series: Series, now: number, limits: TryLimits, warned = true): Series | null {
  if (blocked(series, now)) return null
  const failures = series.failures + 1
  if (failures % limits.perBlock !== 0) return { failures, blockedUntil: null, permanent: false }
  const blocks = failures / limits.perBlock
  return {
    failures,
    blockedUntil: now + limits.firstBlockMs * 2 ** (blocks - 1),
    permanent: warned && failures >= limits.permanentAfter,
  }
}

/** Is this the block after which only a permanent one can come? Then the user is told, before it is too late. */
export function lastTemporaryBlock(series: Series, now: number, limits: TryLimits): boolean {
  return !series.permanent && blocked(series, now) && series.failures >= limits.permanentAfter - limits.perBlock
}

/**
 * Gives a spent try back: what was checked was right, but no complete SCA. It never gives more than was spent, and of blocks
 * it ends only the one that a try carried: that one alone has an end in time.
 */
export function refundTry(series: Series, limits: TryLimits): Series {
  if (series.failures === 0) return series
  const carriedBlock = series.failures % limits.perBlock === 0 && series.blockedUntil !== null
  return {
    failures: series.failures - 1,
    blockedUntil: carriedBlock ? null : series.blockedUntil,
    permanent: series.permanent && !(carriedBlock && series.failures >= limits.permanentAfter),
  }
}

/**
 * Blocks a user until the platform lifts it: by the platform, or by "this was not me". It takes the place of a block that a
 * try carried, also of a permanent one, and leaves it no end, so that the try cannot take it back when it proves right.
 */
export function blockForGood(series: Series): Series {
  return series.permanent && series.blockedUntil === null ? series : { ...series, blockedUntil: null, permanent: true }
}
