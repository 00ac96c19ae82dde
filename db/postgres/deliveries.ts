import { and, asc, eq, exists, gt, lte, sql } from 'drizzle-orm'
import { slot } from '../slots.ts'
import type { ClaimedDelivery, DeliveryClaim, Store } from '../store.ts'
import { giveUp, lockEndpoint } from './endpoints.ts'
import { eventColumns } from './outbox.ts'
import { type Connection, prepared } from './prepared.ts'
import { outboxEvent, webhookDelivery, webhookEndpoint } from './schema.ts'
import type { Transactions } from './transactions.ts'

const due = lte(webhookDelivery.nextAt, slot('now'))
const one = and(eq(webhookDelivery.eventId, slot('eventId')), eq(webhookDelivery.endpointId, slot('endpointId')))
const statements = prepared('deliveries', (orm) => ({
  nextEndpoint: orm
    .select()
    .from(webhookEndpoint)
    .where(
      and(
        gt(webhookEndpoint.id, slot('after')),
        eq(webhookEndpoint.enabled, true),
        exists(
          orm
            .select({ eventId: webhookDelivery.eventId })
            .from(webhookDelivery)
            .where(and(eq(webhookDelivery.endpointId, webhookEndpoint.id), due)),
        ),
      ),
    )
    .orderBy(asc(webhookEndpoint.id))
    .limit(1),
  // What another instance is just taking is left to it: waiting would only show that it is gone.
  dueOf: orm
    .select({ event: eventColumns, attempts: webhookDelivery.attempts })
    .from(webhookDelivery)
    .innerJoin(outboxEvent, eq(outboxEvent.id, webhookDelivery.eventId))
    .where(and(eq(webhookDelivery.endpointId, slot('endpointId')), due))
    .orderBy(asc(webhookDelivery.nextAt), asc(outboxEvent.position))
    .limit(slot('limit') as never)
    .for('update', { of: webhookDelivery, skipLocked: true }),
  take: orm
    .update(webhookDelivery)
    .set({ lease: slot('lease'), nextAt: slot('until') })
    .where(one),
  settle: orm
    .update(webhookDelivery)
    .set({
      state: slot('state'),
      attempts: sql`${webhookDelivery.attempts} + 1`,
      nextAt: slot('nextAt'),
      lease: null,
      lastAt: slot('at'),
      lastResult: slot('result'),
      lastStatus: slot('status'),
    })
    .where(and(one, eq(webhookDelivery.lease, slot('lease')))),
}))

/** Deliveries under way. */
export function deliveries({ write }: Transactions): Pick<Store, 'claimDeliveries' | 'settleDelivery'> {
  /** The endpoint that was served last: the next claim begins behind it, so that none waits for another's backlog. */
  let last = ''

  async function claim(at: Connection, wanted: DeliveryClaim): Promise<ClaimedDelivery[]> {
    const { now, limit, perEndpoint, underWay, leaseMs, lease } = wanted
    const taken: ClaimedDelivery[] = []
    const start = last
    let after = start
    let wrapped = start === ''
    while (taken.length < limit) {
      const endpoint = await statements(at).nextEndpoint.get({ after, now })
      if (endpoint === undefined && wrapped) break
      if (endpoint === undefined || (wrapped && start !== '' && endpoint.id > start)) {
        if (wrapped) break
        wrapped = true
        after = ''
        continue
      }
      after = endpoint.id
      const room = perEndpoint - (underWay.get(endpoint.id) ?? 0)
      if (room <= 0) continue
      last = endpoint.id
      const most = Math.min(room, limit - taken.length)
      for (const { event, attempts } of await statements(at).dueOf.all({ endpointId: after, now, limit: most })) {
        await statements(at).take.run({ eventId: event.id, endpointId: after, lease, until: now + leaseMs })
        taken.push({ event, endpoint, attempts, lease })
      }
    }
    return taken
  }

  return {
    claimDeliveries: (wanted) => write((at) => claim(at, wanted)),
    settleDelivery: ({ disable, ...settled }) =>
      write(async (at) => {
        if (disable) await lockEndpoint(at, settled.endpointId)
        if ((await statements(at).settle.run({ ...settled })) === 0) return 'lost'
        if (disable) await giveUp(at, settled.endpointId, 'gone', settled.at)
        return 'settled'
      }),
  }
}
