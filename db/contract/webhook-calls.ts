import type { Answer, ClaimedDelivery, DeliveryClaim, EndpointRow, SettledDelivery, Store } from '../store.ts'
import { aWorld, fresh, minute, now } from './rows.ts'
import { anEndpoint } from './webhook-rows.ts'

/** Calls that the suites of webhooks share. In: the store of the test. */
export function webhookCalls(store: () => Store) {
  async function withEndpoint(of: Partial<EndpointRow> = {}) {
    const world = await aWorld(store())
    const endpoint = anEndpoint(world.platform.id, of)
    await store().createEndpoint(endpoint, 10)
    return { ...world, endpoint }
  }
  const claim = (change: Partial<DeliveryClaim> = {}) =>
    store().claimDeliveries({
      now,
      limit: 100,
      perEndpoint: 100,
      underWay: new Map(),
      leaseMs: minute,
      lease: fresh('lease'),
      ...change,
    })
  const settled = (taken: ClaimedDelivery, change: Partial<SettledDelivery> = {}) =>
    store().settleDelivery({
      eventId: taken.event.id,
      endpointId: taken.endpoint.id,
      lease: taken.lease,
      at: now,
      state: 'delivered',
      nextAt: null,
      result: 'delivered',
      status: 200,
      disable: false,
      ...change,
    })
  const listed = async (platformId: string, at = now) =>
    (await store().listEvents({ platformId, limit: 100, now: at })).events
  const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)
  const eventIds = (taken: readonly ClaimedDelivery[]) => taken.map(({ event }) => event.id)
  const deliveriesOf = async (platformId: string, eventId: string) =>
    (await store().findEvent(platformId, eventId, now + 99 * minute))?.deliveries ?? []
  async function anAnswer(platformId: string): Promise<Answer> {
    const key = fresh('idem')
    await store().beginAnswer({ platformId, key, fingerprint: 'body', now })
    return { platformId, key, status: 200, bodySealed: 'sealed' }
  }
  const answered = async ({ platformId, key }: Answer) =>
    'stored' in (await store().beginAnswer({ platformId, key, fingerprint: 'body', now }))
  return { withEndpoint, claim, settled, listed, ids, eventIds, deliveriesOf, anAnswer, answered }
}
