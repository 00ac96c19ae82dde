import { and, eq, isNotNull, isNull, lt, min, sql } from 'drizzle-orm'
import { slot } from '../slots.ts'
import type { Store } from '../store.ts'
import { prepared } from './prepared.ts'
import { notice, session, webhookDelivery, webhookEndpoint } from './schema.ts'
import type { Transactions } from './transactions.ts'

const open = isNull(session.endedAt)
const pending = isNotNull(webhookDelivery.nextAt)
// One that has left may stay, so that it is not told again: then it is due never.
const waits = lt(notice.nextAt, Number.MAX_SAFE_INTEGER)
const atMost = slot('atMost') as never
const one = { one: sql<number>`1`.as('one') }
const count = { count: sql<number>`count(*)`.mapWith(Number) }
const statements = prepared('backlog', (orm) => ({
  openSessions: orm.select(count).from(orm.select(one).from(session).where(open).limit(atMost).as('bounded')),
  deliveries: orm.select(count).from(orm.select(one).from(webhookDelivery).where(pending).limit(atMost).as('bounded')),
  notices: orm.select(count).from(orm.select(one).from(notice).where(waits).limit(atMost).as('bounded')),
  expiry: orm
    .select({ at: min(session.expiresAt) })
    .from(session)
    .where(open),
  // Endpoint by endpoint, as the index is led: a receiver that is down for days leaves a long line.
  delivery: orm
    .select({
      at: sql<number | null>`min((${orm
        .select({ at: min(webhookDelivery.nextAt) })
        .from(webhookDelivery)
        .where(and(eq(webhookDelivery.endpointId, webhookEndpoint.id), pending))}))`.mapWith(webhookDelivery.nextAt),
    })
    .from(webhookEndpoint),
  due: orm
    .select({ at: min(notice.nextAt) })
    .from(notice)
    .where(waits),
}))

/** What waits, for who watches the server: counts are bounded, so that a long line costs no more than a short one. */
export function backlog({ snapshot }: Transactions): Pick<Store, 'backlog'> {
  return {
    backlog: (most) =>
      snapshot(async (at) => {
        const { openSessions, expiry, deliveries, delivery, notices, due } = statements(at)
        return {
          openSessions: (await openSessions.get({ atMost: most }))?.count ?? 0,
          nextExpiryAt: (await expiry.get())?.at ?? null,
          deliveries: (await deliveries.get({ atMost: most }))?.count ?? 0,
          nextDeliveryAt: (await delivery.get())?.at ?? null,
          notices: (await notices.get({ atMost: most }))?.count ?? 0,
          nextNoticeAt: (await due.get())?.at ?? null,
        }
      }),
  }
}
