import { and, asc, desc, eq, exists, getTableColumns, isNotNull, isNull, lt, lte, max, or, sql } from 'drizzle-orm'
import { readPlace, writePlace } from '../cursor.ts'
import type { Answer, OutboxEvent, Store } from '../store.ts'
import type { Database } from './open.ts'
import { outboxEvent, webhookDelivery, webhookEndpoint } from './schema.ts'
import { atMost, slot, slots, sought } from './slots.ts'

type Verbs = Pick<Store, 'listEvents' | 'findEvent' | 'redeliver' | 'onEvents'>

/** Writes events inside of a verb's transaction, with a delivery to each enabled endpoint of their platform. */
export type Tell = (events: readonly OutboxEvent[]) => void

const { position: _position, ...columns } = getTableColumns(outboxEvent)
/** The columns of an event but its number. */
export const eventColumns = columns
const { lease: _lease, ...deliveryColumns } = getTableColumns(webhookDelivery)
const deliverySlots = { eventId: slot('eventId'), endpointId: slot('endpointId'), nextAt: slot('nextAt') }
/** What platforms are told: written by other verbs, listed and sent again by these. */
export function outbox(db: Database, keep: (answer: Answer | undefined) => void): { verbs: Verbs; tell: Tell } {
  const { orm, write, read } = db
  const ofSession = eq(outboxEvent.sessionId, sought('sessionId'))
  const own = and(eq(outboxEvent.id, sought('id')), eq(outboxEvent.platformId, sought('platformId')))
  const told = or(isNull(outboxEvent.heldUntil), lte(outboxEvent.heldUntil, sought('now')))
  const insert = orm
    .insert(outboxEvent)
    .values(slots(outboxEvent, ['position']))
    .prepare()
  const lastOfSession = orm
    .select({ sequence: max(outboxEvent.sequence) })
    .from(outboxEvent)
    .where(ofSession)
    .prepare()
  const onItsWay = orm
    .select({ eventId: webhookDelivery.eventId })
    .from(webhookDelivery)
    .where(
      and(
        eq(webhookDelivery.eventId, outboxEvent.id),
        or(isNotNull(webhookDelivery.lease), isNotNull(webhookDelivery.lastAt)),
      ),
    )
  const lastOfType = orm
    .select({ id: outboxEvent.id, heldUntil: outboxEvent.heldUntil, heard: sql<number>`${exists(onItsWay)}` })
    .from(outboxEvent)
    .where(and(eq(outboxEvent.userId, sought('userId')), eq(outboxEvent.type, sought('type'))))
    .orderBy(desc(outboxEvent.position))
    .limit(atMost(1))
    .prepare()
  const remove = orm
    .delete(outboxEvent)
    .where(eq(outboxEvent.id, sought('id')))
    .prepare()
  const held = orm
    .select({ id: outboxEvent.id })
    .from(outboxEvent)
    .where(and(ofSession, isNotNull(outboxEvent.heldUntil)))
    .prepare()
  const letGo = orm
    .update(outboxEvent)
    .set({ heldUntil: null })
    .where(eq(outboxEvent.id, sought('id')))
    .prepare()
  const hurry = orm
    .update(webhookDelivery)
    .set({ nextAt: slot('now') })
    .where(
      and(
        eq(webhookDelivery.eventId, sought('id')),
        sql`${webhookDelivery.attempts} = 0`,
        isNull(webhookDelivery.lease),
      ),
    )
    .prepare()
  const enabled = orm
    .select({ id: webhookEndpoint.id })
    .from(webhookEndpoint)
    .where(and(eq(webhookEndpoint.platformId, sought('platformId')), sql`${webhookEndpoint.enabled}`))
    .orderBy(asc(webhookEndpoint.createdAt), asc(webhookEndpoint.id))
    .prepare()
  // Sent again, it begins anew; what is under way is left alone, so that nobody sends it twice at once.
  const send = orm
    .insert(webhookDelivery)
    .values({ ...deliverySlots, state: 'pending', attempts: 0 })
    .onConflictDoUpdate({
      target: [webhookDelivery.eventId, webhookDelivery.endpointId],
      set: { state: 'pending', attempts: 0, nextAt: slot('nextAt'), lease: null },
      setWhere: sql`${webhookDelivery.lease} is null or ${webhookDelivery.nextAt} <= ${sought('nextAt')}`,
    })
    .prepare()
  const list = orm
    .select()
    .from(outboxEvent)
    .where(and(eq(outboxEvent.platformId, sought('platformId')), lt(outboxEvent.position, sought('place')), told))
    .orderBy(desc(outboxEvent.position))
    .limit(atMost('limit'))
    .prepare()
  const find = orm.select(eventColumns).from(outboxEvent).where(and(own, told)).prepare()
  const deliveriesOf = orm
    .select(deliveryColumns)
    .from(webhookDelivery)
    .where(eq(webhookDelivery.eventId, sought('id')))
    .orderBy(asc(webhookDelivery.endpointId))
    .prepare()

  const listeners = new Set<() => void>()
  function notify(): void {
    for (const listener of listeners) listener()
  }

  /** Listeners run after the transaction, which ends in this turn. If it is undone, they are woken for nothing. */
  function sendTo(endpointIds: readonly { readonly id: string }[], eventId: string, nextAt: number): void {
    for (const { id } of endpointIds) send.run({ eventId, endpointId: id, nextAt })
    if (endpointIds.length > 0) queueMicrotask(notify)
  }

  /** Whether this event says only that an earlier one, of which nobody heard, no longer holds. */
  function tookBack({ takesBack, userId, createdAt }: OutboxEvent): boolean {
    if (takesBack === null) return false
    const last = lastOfType.get({ userId, type: takesBack })
    if (last === undefined || last.heldUntil === null || last.heldUntil <= createdAt || last.heard) return false
    remove.run({ id: last.id })
    return true
  }

  function put({ takesBack: _, ...event }: OutboxEvent): void {
    const { id, sessionId, platformId, createdAt, heldUntil } = event
    if (sessionId !== null) {
      for (const one of held.all({ sessionId })) {
        letGo.run({ id: one.id })
        hurry.run({ id: one.id, now: createdAt })
      }
    }
    const sequence = sessionId === null ? null : (lastOfSession.get({ sessionId })?.sequence ?? 0) + 1
    insert.run({ ...event, sequence })
    sendTo(enabled.all({ platformId }), id, heldUntil ?? createdAt)
  }

  return {
    tell(events) {
      for (const event of events) if (!tookBack(event)) put(event)
    },
    verbs: {
      listEvents: async ({ platformId, cursor, limit, now }) => {
        const place = cursor === undefined ? Number.MAX_SAFE_INTEGER : readPlace(cursor)
        // One more than asked for tells whether there is a next page.
        const found = list.all({ platformId, place, now, limit: limit + 1 })
        const page = found.slice(0, limit)
        const last = page.at(-1)
        const events = page.map(({ position: _, ...event }) => event)
        return { events, nextCursor: found.length > limit && last ? writePlace(last.position) : null }
      },
      findEvent: async (platformId, id, now) =>
        read(() => {
          const event = find.get({ platformId, id, now })
          return event === undefined ? null : { event, deliveries: deliveriesOf.all({ id }) }
        }),
      redeliver: ({ platformId, eventId, endpointId, now }, answer) =>
        write(() => {
          if (find.get({ platformId, id: eventId, now }) === undefined) return 'no-event'
          const to = enabled.all({ platformId }).filter(({ id }) => endpointId === null || id === endpointId)
          if (to.length === 0) return 'no-endpoint'
          sendTo(to, eventId, now)
          keep(answer?.(to.length))
          return to.length
        }),
      onEvents(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
  }
}
