import { and, desc, eq, getTableColumns, isNull, lt, lte, or } from 'drizzle-orm'
import { readPlace, writePlace } from '../cursor.ts'
import { slot } from '../slots.ts'
import type { DeliveryRow, Store } from '../store.ts'
import { keepAnswer } from './answers.ts'
import { jsonRows } from './json-rows.ts'
import { enabledEndpoints, eventColumns, onEvents, sendTo } from './outbox.ts'
import { prepared } from './prepared.ts'
import { outboxEvent, webhookDelivery } from './schema.ts'
import type { Transactions } from './transactions.ts'

type Verbs = Pick<Store, 'listEvents' | 'findEvent' | 'redeliver' | 'onEvents'>

const { lease: _lease, ...deliveryColumns } = getTableColumns(webhookDelivery)
const own = and(eq(outboxEvent.id, slot('id')), eq(outboxEvent.platformId, slot('platformId')))
const told = or(isNull(outboxEvent.heldUntil), lte(outboxEvent.heldUntil, slot('now')))
const statements = prepared('events', (orm) => ({
  list: orm
    .select()
    .from(outboxEvent)
    .where(and(eq(outboxEvent.platformId, slot('platformId')), lt(outboxEvent.position, slot('place')), told))
    .orderBy(desc(outboxEvent.position))
    .limit(slot('limit') as never),
  // Held, so that it is not purged before it is on its way again.
  find: orm.select({ id: outboxEvent.id }).from(outboxEvent).where(and(own, told)).for('key share'),
  findAll: orm
    .select({
      event: eventColumns,
      deliveries: jsonRows<DeliveryRow>(webhookDelivery, deliveryColumns, eq(webhookDelivery.eventId, outboxEvent.id), [
        webhookDelivery.endpointId,
      ]),
    })
    .from(outboxEvent)
    .where(and(own, told)),
}))

/** What platforms were told: listed, and sent again. */
export function events({ pool, read, write }: Transactions): Verbs {
  return {
    listEvents: async ({ platformId, cursor, limit, now }) => {
      const place = cursor === undefined ? Number.MAX_SAFE_INTEGER : readPlace(cursor)
      // One more than asked for tells whether there is a next page.
      const found = await read((at) => statements(at).list.all({ platformId, place, now, limit: limit + 1 }))
      const page = found.slice(0, limit)
      const last = page.at(-1)
      const rows = page.map(({ position: _, ...event }) => event)
      return { events: rows, nextCursor: found.length > limit && last ? writePlace(last.position) : null }
    },
    findEvent: async (platformId, id, now) =>
      (await read((at) => statements(at).findAll.get({ platformId, id, now }))) ?? null,
    redeliver: ({ platformId, eventId, endpointId, now }, answer) =>
      write(async (at) => {
        if ((await statements(at).find.get({ platformId, id: eventId, now })) === undefined) return 'no-event'
        const enabled = await enabledEndpoints(at, platformId)
        const to = enabled.filter(({ id }) => endpointId === null || id === endpointId)
        if (to.length === 0) return 'no-endpoint'
        sendTo(at, to, eventId, now)
        await keepAnswer(at, answer?.(to.length))
        return to.length
      }),
    onEvents: (listener) => onEvents(pool, listener),
  }
}
