import type { EpochReason, HistoryVerdict, Mark } from '../lib/sca/history.ts'
import type { SessionRow } from './rows.ts'

/** The part of the port about the database's own history: `lib/sca/history.ts`. */
export interface HistoryVerbs {
  /**
   * Judges the last mark that the database knows against the remembered one, and counts it up, which also shows that the
   * database takes writes. Where history went backwards nothing is written, so that whoever looks next sees it too. `now`
   * in epoch milliseconds.
   */
  markHistory(now: number, remembered: Mark | null): Promise<Marked>
  /** Remembers a mark outside of the database: beside a SQLite file, by its server. Others forget it. */
  rememberMark(mark: Mark): Promise<void>
  /** What was remembered last; null: nothing. */
  recallMark(): Promise<Mark | null>
  /**
   * The newest epoch that this process has met, whatever it asked for, so that what a new one asks for is done before anything
   * else; null where a new one comes only by the marks.
   */
  epochMet(): number | null
  /** Begins an epoch after the one named, and voids with it every session of older ones. One winner of any race. */
  beginEpoch(begin: BeginEpoch): Promise<'begun' | 'already'>
  /** Oldest first. The last is the present one. */
  listEpochs(): Promise<EpochRow[]>
  /** Sessions without an outcome, of older epochs, whose time is not over; the next to expire first. */
  listVoid(now: number, limit: number): Promise<SessionRow[]>
}

/** What a server must know before it may serve from a database. */
export interface Condition {
  /** Epoch milliseconds by the clock of the database's machine; null where that is ours. */
  readonly databaseNow: number | null
  /** The schema against the one of this code. */
  readonly schema: 'ok' | 'newer' | 'older'
  /** Whether it can grow; where the machine of the database is another, its writes tell. */
  readonly space: 'ok' | 'full'
  /** Whether the file is still ours alone; engines for many servers have nothing to lose. */
  readonly lease: 'ok' | 'lost'
}

export interface Marked extends Mark {
  readonly verdict: HistoryVerdict
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
