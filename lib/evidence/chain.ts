import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** The part of an event row that its hash covers. */
export interface ChainedEvent {
  readonly sessionId: string
  readonly seq: number
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
  /** Epoch milliseconds. */
  readonly at: number
}

/** The hash before the first event of a session. */
export const chainStart = '0'.repeat(64)

/**
 * The hash of an event: SHA-256 over the hash before it and the event as RFC 8785 JSON, in hex. A row that was edited,
 * dropped or moved breaks every hash after it.
 */
export function chainHash(previous: string, event: ChainedEvent): string {
  const { sessionId, seq, type, data, at } = event
  return hash('sha256', `${previous}\n${canonicalize({ sessionId, seq, type, data, at })}`, 'hex')
}
