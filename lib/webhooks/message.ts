import type { OutboxRow } from '../../db/store.ts'
import type { EventType } from './event-types.ts'

/** An event as a platform gets it, by webhook and by the API alike. */
export interface EventMessage {
  readonly type: EventType
  /** ISO 8601: when it happened, not when it is sent. */
  readonly timestamp: string
  readonly data: Readonly<Record<string, unknown>>
}

/** In: the row. Out: what is sent; the same for every attempt. `sequence` orders the events of one session. */
export function eventMessage({ type, createdAt, data, sessionId, sequence }: OutboxRow): EventMessage {
  const place = sessionId === null ? {} : { sessionId, sequence }
  return { type, timestamp: new Date(createdAt).toISOString(), data: { ...JSON.parse(data), ...place } }
}
