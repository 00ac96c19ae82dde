import type { EpochReason, Mark } from '../lib/sca/history.ts'
import type { SessionRow } from './rows.ts'

/** The part of the port about the database's own history: `lib/sca/history.ts`. */
export interface HistoryVerbs {
  /** Counts the mark up, which also shows that the database takes writes. `now` in epoch milliseconds. */
  markHistory(now: number): Promise<Marked>
  /** The last mark that is remembered outside of the database: beside a SQLite file. Null: none, or not by this engine. */
  recallMark(): Promise<Mark | null>
  /** Begins an epoch after the one named, and voids with it every session of older ones. One winner of any race. */
  beginEpoch(begin: BeginEpoch): Promise<'begun' | 'already'>
  /** Oldest first. The last is the present one. */
  listEpochs(): Promise<EpochRow[]>
  /** Sessions without an outcome, of older epochs, whose time is not over; the next to expire first. */
  listVoid(now: number, limit: number): Promise<SessionRow[]>
}

export interface Marked extends Mark {
  /** When the mark before this one was written, epoch milliseconds: so much the database knows for certain. */
  readonly knownUntil: number
}

export interface BeginEpoch {
  readonly after: number
  /** The new number is at least this: numbers that were lost are not given twice. */
  readonly atLeast: number
  readonly reason: Exclude<EpochReason, 'first'>
  readonly at: number
  /** Epoch milliseconds; null: when the last mark was written. */
  readonly knownUntil: number | null
}

export interface EpochRow {
  /** From 1. */
  readonly number: number
  readonly reason: EpochReason
  readonly beganAt: number
  /** What was written between then and `beganAt` may be lost; null of the first. */
  readonly knownUntil: number | null
  /** System and timeline of a PostgreSQL server; null where the engine has none. */
  readonly place: string | null
}
