import { and, eq, isNotNull, isNull, min, sql } from 'drizzle-orm'
import type { Store } from '../store.ts'
import type { Database } from './open.ts'
import { notice, session, webhookDelivery, webhookEndpoint } from './schema.ts'
import { atMost } from './slots.ts'

/** What waits, for who watches the server: counts are bounded, so that a long line costs no more than a short one. */
export function backlog({ orm, read }: Database): Pick<Store, 'backlog'> {
  const open = isNull(session.endedAt)
  const pending = isNotNull(webhookDelivery.nextAt)
  // One that has left may stay, so that it is not told again: then it is due never.
  const waits = sql`${notice.nextAt} < ${sql.raw(String(Number.MAX_SAFE_INTEGER))}`
  const one = { one: sql<number>`1`.as('one') }
  const count = { count: sql<number>`count(*)` }
  const openSessions = orm
    .select(count)
    .from(orm.select(one).from(session).where(open).limit(atMost('atMost')).as('bounded'))
    .prepare()
  const deliveries = orm
    .select(count)
    .from(orm.select(one).from(webhookDelivery).where(pending).limit(atMost('atMost')).as('bounded'))
    .prepare()
  const notices = orm
    .select(count)
    .from(orm.select(one).from(notice).where(waits).limit(atMost('atMost')).as('bounded'))
    .prepare()
  const expiry = orm
    .select({ at: min(session.expiresAt) })
    .from(session)
    .where(open)
    .prepare()
  // Endpoint by endpoint, as the index is led: a receiver that is down for days leaves a long line.
  const dueOf = orm
    .select({ at: min(webhookDelivery.nextAt) })
    .from(webhookDelivery)
    .where(and(eq(webhookDelivery.endpointId, webhookEndpoint.id), pending))
  const delivery = orm
    .select({ at: sql<number | null>`min(${sql`(${dueOf})`})` })
    .from(webhookEndpoint)
    .prepare()
  const due = orm
    .select({ at: min(notice.nextAt) })
    .from(notice)
    .where(waits)
    .prepare()

  return {
    backlog: async (atMost) =>
      read(() => ({
        openSessions: openSessions.get({ atMost })?.count ?? 0,
        nextExpiryAt: expiry.get()?.at ?? null,
        deliveries: deliveries.get({ atMost })?.count ?? 0,
        nextDeliveryAt: delivery.get()?.at ?? null,
        notices: notices.get({ atMost })?.count ?? 0,
        nextNoticeAt: due.get()?.at ?? null,
      })),
  }
}
