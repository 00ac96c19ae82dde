/** The rows of the outbox: what platforms are told, where, and how it went. */

import type { EventType } from '../lib/webhooks/event-types.ts'

/** Something a platform is told, written in the transaction of what it tells of. */
export interface OutboxEvent {
  /** `evt_…`. */
  readonly id: string
  readonly platformId: string
  /** Our own id of the user whom it is about. */
  readonly userId: string
  /** Events of one session are numbered from 1 in the order in which they are written. */
  readonly sessionId: string | null
  readonly type: EventType
  /** JSON without personal data: an object, to which `sessionId` and `sequence` are added when it is sent. */
  readonly data: string
  readonly createdAt: number
  /**
   * Kept back until then (epoch milliseconds), because it may be taken back; the next event of its session lets it go.
   * Null: told at once.
   */
  readonly heldUntil: number | null
  /** While the user’s latest event of this type is held and on its way to nobody, that one is removed and this one left out. */
  readonly takesBack: EventType | null
}

/** An event as it was written. */
export interface OutboxRow extends Omit<OutboxEvent, 'takesBack'> {
  /** Null without a session. */
  readonly sequence: number | null
}

export interface EndpointRow {
  /** `we_…`. */
  readonly id: string
  readonly platformId: string
  readonly url: string
  readonly enabled: boolean
  /** `gone`: it answered 410. Null while enabled. */
  readonly disabledReason: 'by-platform' | 'gone' | null
  readonly secretSealed: string
  /** Signs beside the new one until then. */
  readonly previousSecretSealed: string | null
  readonly previousSecretUntil: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** How an attempt went: `status` is the HTTP status where there was an answer, `result` a word of a closed list. */
export interface AttemptResult {
  readonly result: string
  readonly status: number | null
}

export interface DeliveryRow {
  readonly eventId: string
  readonly endpointId: string
  readonly state: 'pending' | 'delivered' | 'dead'
  readonly attempts: number
  /** Of a pending one. While it is under way: when its lease ends. */
  readonly nextAt: number | null
  readonly lastAt: number | null
  readonly lastResult: string | null
  readonly lastStatus: number | null
}

export interface DeliveryClaim {
  readonly now: number
  readonly limit: number
  /** At most so many of one endpoint, those that the caller has under way included. */
  readonly perEndpoint: number
  /** How many deliveries the caller has under way, by endpoint. */
  readonly underWay: ReadonlyMap<string, number>
  readonly leaseMs: number
  /** A word that nobody else uses: tells this lease from a later one. */
  readonly lease: string
}

export interface ClaimedDelivery {
  readonly event: OutboxRow
  readonly endpoint: EndpointRow
  /** Made before. */
  readonly attempts: number
  readonly lease: string
}

export interface SettledDelivery extends AttemptResult {
  readonly eventId: string
  readonly endpointId: string
  readonly lease: string
  readonly at: number
  readonly state: DeliveryRow['state']
  /** Only of a pending one. */
  readonly nextAt: number | null
  readonly disable: boolean
}

export interface EventQuery {
  readonly platformId: string
  readonly cursor?: string | undefined
  readonly limit: number
  readonly now: number
}

export interface EventWithDeliveries {
  readonly event: OutboxRow
  readonly deliveries: readonly DeliveryRow[]
}

export interface Redelivery {
  readonly platformId: string
  readonly eventId: string
  readonly endpointId: string | null
  readonly now: number
}
