import { and, asc, desc, eq, exists, getTableColumns, isNotNull, isNull, max, or, sql } from 'drizzle-orm'
import { slot, slots } from '../slots.ts'
import type { OutboxEvent } from '../store.ts'
import { type Connection, prepared } from './prepared.ts'
import { outboxEvent, webhookDelivery, webhookEndpoint } from './schema.ts'
import { together } from './together.ts'

const ofSession = eq(outboxEvent.sessionId, slot('sessionId'))
const byId = eq(outboxEvent.id, slot('id'))
const deliverySlots = { eventId: slot('eventId'), endpointId: slot('endpointId'), nextAt: slot('nextAt') }

const { position: _position, ...columns } = getTableColumns(outboxEvent)
/** The columns of an event but its number. */
export const eventColumns = columns

const statements = prepared('outbox', (orm) => ({
  insert: orm.insert(outboxEvent).values(slots(outboxEvent, ['position'])),
  lastOfSession: orm
    .select({ sequence: max(outboxEvent.sequence) })
    .from(outboxEvent)
    .where(ofSession),
  lastOfType: orm
    .select({
      id: outboxEvent.id,
      heldUntil: outboxEvent.heldUntil,
      heard: sql<boolean>`${exists(
        orm
          .select({ eventId: webhookDelivery.eventId })
          .from(webhookDelivery)
          .where(
            and(
              eq(webhookDelivery.eventId, outboxEvent.id),
              or(isNotNull(webhookDelivery.lease), isNotNull(webhookDelivery.lastAt)),
            ),
          ),
      )}`,
    })
    .from(outboxEvent)
    .where(and(eq(outboxEvent.userId, slot('userId')), eq(outboxEvent.type, slot('type'))))
    .orderBy(desc(outboxEvent.position))
    .limit(1),
  remove: orm.delete(outboxEvent).where(byId),
  held: orm
    .select({ id: outboxEvent.id })
    .from(outboxEvent)
    .where(and(ofSession, isNotNull(outboxEvent.heldUntil))),
  letGo: orm.update(outboxEvent).set({ heldUntil: null }).where(byId),
  hurry: orm
    .update(webhookDelivery)
    .set({ nextAt: slot('now') })
    .where(
      and(eq(webhookDelivery.eventId, slot('id')), eq(webhookDelivery.attempts, 0), isNull(webhookDelivery.lease)),
    ),
  // Whoever disables or deletes one waits until the delivery is there, and then gives it up.
  enabled: orm
    .select({ id: webhookEndpoint.id })
    .from(webhookEndpoint)
    .where(and(eq(webhookEndpoint.platformId, slot('platformId')), eq(webhookEndpoint.enabled, true)))
    .orderBy(asc(webhookEndpoint.createdAt), asc(webhookEndpoint.id))
    .for('key share'),
  // Sent again, it begins anew; what is under way is left alone, so that nobody sends it twice at once.
  send: orm
    .insert(webhookDelivery)
    .values({ ...deliverySlots, state: 'pending', attempts: 0 })
    .onConflictDoUpdate({
      target: [webhookDelivery.eventId, webhookDelivery.endpointId],
      set: { state: 'pending', attempts: 0, nextAt: slot('nextAt'), lease: null },
      setWhere: sql`${webhookDelivery.lease} is null or ${webhookDelivery.nextAt} <= ${slot('nextAt')}`,
    }),
}))

const listeners = new WeakMap<Connection['pool'], Set<() => void>>()

/** Calls after events were written by this process. Out: stops that. */
export function onEvents(pool: Connection['pool'], listener: () => void): () => void {
  const all = listeners.get(pool) ?? new Set()
  listeners.set(pool, all.add(listener))
  return () => void all.delete(listener)
}

/** The endpoints of a platform that are sent its events, each held as it is until the transaction ends. */
export function enabledEndpoints(at: Connection, platformId: string): Promise<{ id: string }[]> {
  return statements(at).enabled.all({ platformId })
}

/** Makes a delivery to each of these endpoints, inside of a verb's transaction. */
export function sendTo(
  at: Connection,
  endpoints: readonly { readonly id: string }[],
  eventId: string,
  nextAt: number,
): void {
  for (const { id } of endpoints) statements(at).send.send({ eventId, endpointId: id, nextAt })
  if (endpoints.length === 0) return
  at.afterCommit(() => {
    for (const listener of listeners.get(at.pool) ?? []) listener()
  })
}

/**
 * Writes events inside of a verb's transaction, with a delivery to each enabled endpoint of their platform. The user of
 * the events is locked.
 */
export async function tell(at: Connection, events: readonly OutboxEvent[]): Promise<void> {
  for (const event of events) if (!(await tookBack(at, event))) await put(at, event)
}

/** Whether this event says only that an earlier one, of which nobody heard, no longer holds. */
async function tookBack(at: Connection, { takesBack, userId, createdAt }: OutboxEvent): Promise<boolean> {
  if (takesBack === null) return false
  const last = await statements(at).lastOfType.get({ userId, type: takesBack })
  if (last === undefined || last.heldUntil === null || last.heldUntil <= createdAt || last.heard) return false
  statements(at).remove.send({ id: last.id })
  return true
}

async function put(at: Connection, { takesBack: _, ...event }: OutboxEvent): Promise<void> {
  const { id, sessionId, platformId, createdAt, heldUntil } = event
  const { held, letGo, hurry, lastOfSession, insert } = statements(at)
  const [waiting, last, endpoints] = await together([
    sessionId === null ? [] : held.all({ sessionId }),
    sessionId === null ? null : lastOfSession.get({ sessionId }),
    enabledEndpoints(at, platformId),
  ])
  for (const one of waiting) {
    letGo.send({ id: one.id })
    hurry.send({ id: one.id, now: createdAt })
  }
  insert.send({ ...event, sequence: last === null ? null : (last?.sequence ?? 0) + 1 })
  sendTo(at, endpoints, id, heldUntil ?? createdAt)
}
