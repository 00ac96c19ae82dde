import { and, asc, eq, exists, gt, lte, sql } from 'drizzle-orm'
import type { ClaimedDelivery, DeliveryClaim, Store } from '../store.ts'
import type { GiveUp } from './endpoints.ts'
import type { Database } from './open.ts'
import { eventColumns } from './outbox.ts'
import { outboxEvent, webhookDelivery, webhookEndpoint } from './schema.ts'
import { atMost, slot, sought } from './slots.ts'

/** Deliveries under way. */
export function deliveries(
  { orm, write }: Database,
  giveUp: GiveUp,
): Pick<Store, 'claimDeliveries' | 'settleDelivery'> {
  const due = lte(webhookDelivery.nextAt, sought('now'))
  const nextEndpoint = orm
    .select()
    .from(webhookEndpoint)
    .where(
      and(
        gt(webhookEndpoint.id, sought('after')),
        sql`${webhookEndpoint.enabled}`,
        exists(
          orm
            .select({ eventId: webhookDelivery.eventId })
            .from(webhookDelivery)
            .where(and(eq(webhookDelivery.endpointId, webhookEndpoint.id), due)),
        ),
      ),
    )
    .orderBy(asc(webhookEndpoint.id))
    .limit(atMost(1))
    .prepare()
  const dueOf = orm
    .select({ event: eventColumns, attempts: webhookDelivery.attempts })
    .from(webhookDelivery)
    .innerJoin(outboxEvent, eq(outboxEvent.id, webhookDelivery.eventId))
    .where(and(eq(webhookDelivery.endpointId, sought('endpointId')), due))
    // Of one time, the one that was made first: rows of one index entry are in that order already.
    .orderBy(asc(webhookDelivery.nextAt), asc(sql`${webhookDelivery}.rowid`))
    .limit(atMost('limit'))
    .prepare()
  const one = and(eq(webhookDelivery.eventId, sought('eventId')), eq(webhookDelivery.endpointId, sought('endpointId')))
  const take = orm
    .update(webhookDelivery)
    .set({ lease: slot('lease'), nextAt: slot('until') })
    .where(one)
    .prepare()
  const settle = orm
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
    .where(and(one, eq(webhookDelivery.lease, sought('lease'))))
    .prepare()

  /** The endpoint that was served last: the next claim begins behind it, so that none waits for another's backlog. */
  let last = ''

  function claim({ now, limit, perEndpoint, underWay, leaseMs, lease }: DeliveryClaim): ClaimedDelivery[] {
    const taken: ClaimedDelivery[] = []
    const start = last
    let after = start
    let wrapped = start === ''
    while (taken.length < limit) {
      const endpoint = nextEndpoint.get({ after, now })
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
      const some = dueOf.all({ endpointId: endpoint.id, now, limit: Math.min(room, limit - taken.length) })
      for (const { event, attempts } of some) {
        take.run({ eventId: event.id, endpointId: endpoint.id, lease, until: now + leaseMs })
        taken.push({ event, endpoint, attempts, lease })
      }
    }
    return taken
  }

  return {
    claimDeliveries: (wanted) => write(() => claim(wanted)),
    settleDelivery: ({ disable, ...settled }) =>
      write(() => {
        if (settle.run({ ...settled }).changes === 0) return 'lost'
        if (disable) giveUp(settled.endpointId, 'gone', settled.at)
        return 'settled'
      }),
  }
}
