/**
 * Where a database stands in its own history. After the restore of a backup, or a failover to a standby that lacked the
 * last commits, what was answered may be gone: a spent try, a used code, a redeemed receipt. Then a new epoch begins.
 */
export interface Mark {
  /** Drawn when the database was made: tells another database from an older state of this one. */
  readonly lineage: string
  readonly epoch: number
  /** Grows as long as the database lives. */
  readonly mark: number
}

export const epochReasons = ['first', 'restored', 'went-back', 'failover'] as const
/** `restored`: the operator said so. `went-back`: it knew less than before. `failover`: it is another server. */
export type EpochReason = (typeof epochReasons)[number]

export type HistoryVerdict = 'goes-on' | 'other-database' | 'newer-epoch' | 'went-back'

/**
 * Is the database the one that is remembered, and has it lost anything? In: the last mark that was written and durable,
 * null where none is remembered; the last mark that the database knows.
 */
export function judgeHistory(remembered: Mark | null, known: Mark): HistoryVerdict {
  if (remembered === null) return 'goes-on'
  if (known.lineage !== remembered.lineage) return 'other-database'
  if (known.epoch > remembered.epoch) return 'newer-epoch'
  return known.epoch === remembered.epoch && known.mark >= remembered.mark ? 'goes-on' : 'went-back'
}

/**
 * A session counts in the epoch that it was minted in, and its code, challenges and receipt with it: in a later one
 * nobody knows what was done with them in commits that are lost. REL-06, REL-07. In: epoch of the session, the present one.
 */
export function isVoid(epoch: number, present: number): boolean {
  return epoch < present
}
