import { type ChainedEvent, chainHash, chainStart } from '../lib/evidence/chain.ts'
import type { SessionEvent } from '../lib/sca/events.ts'
import type { EventRow, TimedEvent } from './store.ts'

/** An event as a row: what its hash covers, and the hash. */
export interface HashedEvent extends ChainedEvent {
  readonly type: SessionEvent['type']
  readonly hash: string
}

/** The last event of a log. */
export type Head = Pick<HashedEvent, 'seq' | 'hash'>

/** The head of a log without events. */
export const emptyLog: Head = { seq: 0, hash: chainStart }

/** Numbers and hashes events that follow `head`. */
export function chainEvents(sessionId: string, head: Head, events: readonly TimedEvent[]): HashedEvent[] {
  let { seq, hash } = head
  return events.map(({ event, at }) => {
    const { type, ...data } = event
    seq += 1
    hash = chainHash(hash, { sessionId, seq, type, data, at })
    return { sessionId, seq, type, data, at, hash }
  })
}

/** The rows of a whole log, in order, as the port gives them. */
export function toEventRows(rows: readonly Omit<HashedEvent, 'sessionId'>[]): EventRow[] {
  return rows.map(({ seq, type, data, at, hash }, i) => ({
    seq,
    event: { type, ...data } as SessionEvent,
    at,
    previousHash: rows[i - 1]?.hash ?? chainStart,
    hash,
  }))
}
