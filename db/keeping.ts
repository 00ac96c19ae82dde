import type { PurgedKind } from '../lib/sca/retention.ts'

/**
 * The part of the store port that lets go of what is over. What is over when, the rules say (`lib/sca/retention.ts`); what
 * may not go although it is, `purge-limits.ts`.
 */
export interface KeepingVerbs {
  /**
   * Removes the oldest of what is over, and adds that to the record of the day in the same write: so many callers together
   * remove and count everything once. Sessions go whole, with their log; of `session-details` only the details go. What is
   * still needed stays, however old: an open session, one with events, an event that is on its way, an erased user of
   * whom a session or an act tells.
   */
  purge(batch: PurgeBatch): Promise<Purged>
  /** What `purge` would remove, however much it is; nothing is changed. */
  countOver(kind: PurgedKind, upTo: number, at: number): Promise<Purged>
  /** What purges of the days from `since` on removed, newest day first. */
  listPurges(since: number): Promise<PurgeRow[]>
}

export interface PurgeBatch {
  readonly kind: PurgedKind
  /** What was over then is removed, that moment included. */
  readonly upTo: number
  /** How many at most. */
  readonly limit: number
  readonly at: number
}

export interface Purged {
  readonly removed: number
  /** When the oldest and the newest of them were over, ended or done; null where there was none. */
  readonly oldest: number | null
  readonly newest: number | null
}

/** What was removed of one kind on one day: it stays, so that a gap is seen to be a purge. */
export interface PurgeRow {
  /** Begin of the day (UTC). */
  readonly day: number
  readonly kind: PurgedKind
  readonly removed: number
  readonly oldest: number
  readonly newest: number
  /** The furthest `upTo` of that day. */
  readonly upTo: number
  readonly lastAt: number
}
