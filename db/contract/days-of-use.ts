import { kept, type Retention, retention } from '../../lib/sca/retention.ts'
import { purger } from '../../lib/session/purge.ts'
import type { Store } from '../store.ts'
import { aNotice, anAct, aUse, eraseAll, hour } from './care-rows.ts'
import {
  aChallenge,
  aKey,
  aMessage,
  anEnd,
  aSession,
  aSuccess,
  aUser,
  aWorld,
  claimed,
  fresh,
  minute,
  now,
  parallel,
} from './rows.ts'
import { anEndpoint, anEvent } from './webhook-rows.ts'

const day = 24 * hour

/** How much is played. */
export interface DaysOfUse {
  readonly days: number
  /** Sessions of a day: a third succeeds, a third is refused, a third is left to run out. At most 36. */
  readonly perDay: number
  readonly evidenceDays: number
}

type World = Awaited<ReturnType<typeof aWorld>>

/** Plays day after day, and after each lets go of what is over. In: an empty store; what looks at it after each purge. */
export async function playDays(store: Store, use: DaysOfUse, look: (nth: number) => Promise<void>): Promise<void> {
  const world = await aWorld(store)
  await store.createEndpoint(anEndpoint(world.platform.id), 10)
  const time = { now }
  const deps = { config: { evidenceDays: use.evidenceDays }, store, clock: { now: () => time.now } }
  const purge = purger(deps)
  for (let nth = 0; nth < use.days; nth += 1) {
    await live(store, world, use.perDay, time.now, nth)
    time.now += day
    for (let done = false; !done; ) done = (await purge(40)).done
    await look(nth)
  }
}

/** One day of a platform: sessions with all that comes with them, somebody who is erased, a key now and then. */
async function live(
  store: Store,
  { platform, user }: World,
  perDay: number,
  begin: number,
  nth: number,
): Promise<void> {
  // At once, so that they share commits: the disk is what this test waits for.
  await parallel(perDay, async (i) => {
    const at = begin + i * 40 * minute
    const claim = { platformId: platform.id, key: fresh('idem'), fingerprint: 'body', now: at }
    await store.beginAnswer(claim)
    const session = aSession(user, { createdAt: at, expiresAt: at + 10 * minute, locale: 'fr' })
    await store.createSession(session, { ...claim, status: 201, bodySealed: 'sealed' })
    await store.countUses([aUse({ windowMs: i % 2 === 0 ? minute : day })], at)
    const challenge = aChallenge({ createdAt: at, expiresAt: at + 5 * minute })
    await store.record(session.id, 1, [{ ...claimed, at }], [{ do: 'put-challenge', challenge }])
    await store.addInboxMessage(aMessage(platform.id, { createdAt: at }))
    const notices = [aNotice(user.id, { createdAt: at, nextAt: at, expiresAt: at + 72 * hour })]
    const tell = () => [anEvent(user, { sessionId: session.id, createdAt: at })]
    if (i % 3 === 0) await store.finishOnce(aSuccess(session.id, {}, { at, notices, tell }))
    if (i % 3 === 1) await store.finishOnce(anEnd(session.id, { at, tell }))
  })
  const end = begin + day - 1
  const overdue = await store.listOverdue(end, perDay)
  await parallel(overdue.length, (i) =>
    store.finishOnce(anEnd(overdue[i]?.id ?? '', { outcome: 'expired', reason: 'time-over', at: end })),
  )
  await deliver(store, end)
  const leaver = aUser(platform.id, { createdAt: begin, updatedAt: begin })
  await store.saveUser(leaver, null)
  const act = anAct(leaver.id, { did: 'erased', at: end })
  await store.eraseUser({ userId: leaver.id, pseudonym: fresh('erased'), at: end, act })
  await eraseAll(store, leaver.id)
  if (nth % 10 === 0) {
    const key = aKey(platform.id, { createdAt: begin })
    await store.addApiKey(key)
    await store.revokeApiKey(key.id, end)
  }
}

async function deliver(store: Store, at: number): Promise<void> {
  const lease = fresh('lease')
  const claim = { now: at, limit: 99, perEndpoint: 99, underWay: new Map(), leaseMs: minute, lease }
  const how = { state: 'delivered', nextAt: null, result: 'delivered', status: 200, disable: false } as const
  const taken = await store.claimDeliveries(claim)
  const settled = taken.map(({ event, endpoint }) => ({
    eventId: event.id,
    endpointId: endpoint.id,
    lease,
    at,
    ...how,
  }))
  await Promise.all(settled.map((one) => store.settleDelivery(one)))
}

/** Rows that a day makes of each table, as `live` does at the most. */
const made = (perDay: number): Readonly<Record<string, number>> => ({
  challenge: perDay,
  use_count: perDay,
  notice: perDay / 3,
  notice_link: perDay / 3,
  idempotency: perDay,
  inbox_message: perDay,
  outbox_event: (perDay / 3) * 2,
  webhook_delivery: (perDay / 3) * 2,
  session: perDay,
  session_event: perDay * 3,
  staged_credential: perDay,
  user_act: 1,
  api_key: 1,
  user: 1,
  purge_record: Object.keys(retention).length,
})

/** How many rows of a table there may be, as the retention table says. */
export function mostOf(table: string, { perDay, evidenceDays }: DaysOfUse): number {
  const rows = Object.values(retention as Record<string, Retention>).filter((row) => row.tables.includes(table))
  const daysKept = rows.map(({ livesMs, keepMs, permitted }) => {
    const ms = permitted === null ? keepMs : evidenceDays * day
    return Math.ceil((ms + (livesMs ?? 0)) / day) + 1
  })
  // One each of platform, user and the like stays for good.
  const standing = kept.some((row) => row.tables.includes(table)) ? 3 : 0
  return (made(perDay)[table] ?? 0) * Math.max(0, ...daysKept) + standing
}
