import { chainHash, chainStart } from './chain.ts'

/** An event as it is stored and exported. */
export interface StoredEvent {
  readonly seq: number
  readonly event: { readonly type: string }
  readonly at: number
  readonly hash: string
}

/**
 * Recomputes the hash chain of a session. In: its id, its events in order, and the last hash if it is known from
 * elsewhere (the receipt's `evidenceHash`), without which a cut tail looks like an early end. Out: the first sequence
 * number that was edited, dropped or moved, or null when the log is as it was written.
 */
export function verifyChain(sessionId: string, events: readonly StoredEvent[], head?: string): number | null {
  let previous = chainStart
  for (const [i, row] of events.entries()) {
    const { type, ...data } = row.event
    const seq = i + 1
    if (row.seq !== seq || row.hash !== chainHash(previous, { sessionId, seq, type, data, at: row.at })) return seq
    previous = row.hash
  }
  if (events.length === 0) return 1
  return head !== undefined && head !== previous ? events.length + 1 : null
}
