import type { EndpointRow, OutboxEvent, Store, UserRow } from '../store.ts'
import { fresh, now } from './rows.ts'

/** Rows of webhooks for the contract suite. */

export function anEndpoint(platformId: string, with_: Partial<EndpointRow> = {}): EndpointRow {
  return {
    id: fresh('we'),
    platformId,
    url: 'https://shop.test/hooks',
    enabled: true,
    disabledReason: null,
    secretSealed: 'secret',
    previousSecretSealed: null,
    previousSecretUntil: null,
    createdAt: now,
    updatedAt: now,
    ...with_,
  }
}

export function anEvent(user: UserRow, with_: Partial<OutboxEvent> = {}): OutboxEvent {
  return {
    id: fresh('evt'),
    platformId: user.platformId,
    userId: user.id,
    sessionId: null,
    type: 'user.unblocked',
    data: '{"userId":"customer"}',
    createdAt: now,
    heldUntil: null,
    takesBack: null,
    ...with_,
  }
}

/** Writes events as any verb does that tells of what it did. */
export async function tellAll(store: Store, user: UserRow, events: readonly OutboxEvent[]): Promise<void> {
  await store.changeSeries(
    user.id,
    (series) => ({ ...series }),
    () => events,
  )
}
