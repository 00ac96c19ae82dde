import { describe, expect, it } from 'vitest'
import { verifyChain } from '../../lib/evidence/verify-chain.ts'
import { redeemableMs } from '../../lib/sca/lifetimes.ts'
import { type PurgedKind, purgedKinds } from '../../lib/sca/retention.ts'
import type { Purged, Store, UserRow } from '../store.ts'
import { aNotice, anAct, aUse, hour } from './care-rows.ts'
import {
  aChallenge,
  aKey,
  aMessage,
  anEnd,
  anOpenSession,
  type aSession,
  aSuccess,
  aWorld,
  claimed,
  fresh,
  minute,
  now,
  parallel,
  recordOf,
} from './rows.ts'
import { anEndpoint, anEvent, tellAll } from './webhook-rows.ts'

const day = 24 * hour
const year = 365 * day
const later = now + 2 * year
const none: Purged = { removed: 0, oldest: null, newest: null }
const all = (count: number, oldest: number, newest = oldest): Purged => ({ removed: count, oldest, newest })

/** Letting go of what is over. */
export function purgeContract(store: () => Store): void {
  const purge = (kind: PurgedKind, upTo = later, limit = 100, at = later) => store().purge({ kind, upTo, limit, at })
  const over = (kind: PurgedKind, upTo = later, at = later) => store().countOver(kind, upTo, at)
  const erase = (user: UserRow, at = now) =>
    store().eraseUser({
      userId: user.id,
      pseudonym: fresh('erased'),
      at,
      act: anAct(user.id, { did: 'erased', at }),
    })
  async function ended(of: Parameters<typeof aSession>[1] = {}, at = now) {
    const world = await anOpenSession(store(), {}, of)
    await store().record(world.session.id, 1, [claimed])
    await store().finishOnce(aSuccess(world.session.id, {}, { at }))
    return world
  }

  describe('purge', () => {
    /** One row of each kind whose time is `now`, and how to ask whether it is there. */
    const planted: Record<Exclude<PurgedKind, 'purge-records'>, () => Promise<() => Promise<boolean>>> = {
      async codes() {
        const { session } = await anOpenSession(store())
        const challenge = aChallenge({ createdAt: now - 5 * minute, expiresAt: now })
        await store().record(session.id, 1, [], [{ do: 'put-challenge', challenge }])
        return async () => (await recordOf(store(), session.id)).challenges.length > 0
      },
      async counters() {
        const use = aUse({ limit: 1, windowMs: minute })
        await store().countUses([use], now - minute)
        // What is over counts no more, so whether it is there is seen by the count of what is over.
        return async () => (await over('counters', now)).removed > 0
      },
      async notices() {
        const { user, session } = await anOpenSession(store())
        const notice = aNotice(user.id, { nextAt: now - hour, expiresAt: now })
        await store().finishOnce(anEnd(session.id, { notices: [notice] }))
        return async () => (await store().takeNotices(now, now, 10)).length > 0
      },
      async 'notice-links'() {
        const { user, session } = await anOpenSession(store())
        const notice = aNotice(user.id, { expiresAt: now })
        await store().finishOnce(anEnd(session.id, { notices: [notice] }))
        return async () => (await store().findNoticeLink(notice.linkHash)) !== null
      },
      async answers() {
        const { platform } = await aWorld(store())
        const claim = { platformId: platform.id, key: fresh('idem'), fingerprint: 'body', now: now - day }
        await store().beginAnswer(claim)
        await store().finishAnswer({ ...claim, status: 200, bodySealed: 'sealed' })
        return async () => (await over('answers', now)).removed > 0
      },
      async inbox() {
        const { platform } = await aWorld(store())
        await store().addInboxMessage(aMessage(platform.id))
        return async () => (await store().listInbox(platform.id, null, 1)).length > 0
      },
      async events() {
        const { platform, user } = await aWorld(store())
        await tellAll(store(), user, [anEvent(user)])
        return async () => (await store().listEvents({ platformId: platform.id, limit: 1, now })).events.length > 0
      },
      async 'session-details'() {
        const { session } = await ended()
        return async () => (await store().findSession(session.id))?.state !== null
      },
      async sessions() {
        const { session } = await ended()
        return async () => (await store().loadSession(session.id)) !== null
      },
      async acts() {
        const { user } = await aWorld(store())
        await store().addAct(anAct(user.id))
        return async () => (await store().listActs(user.id)).length > 0
      },
      async 'api-keys'() {
        const { platform } = await aWorld(store())
        const [active, revoked] = [aKey(platform.id), aKey(platform.id)]
        for (const key of [active, revoked]) await store().addApiKey(key)
        await store().revokeApiKey(revoked.id, now)
        return async () => (await store().listApiKeys(platform.id)).length > 1
      },
      async 'erased-users'() {
        const { user } = await aWorld(store())
        await erase(user)
        await purge('acts')
        return async () => (await over('erased-users')).removed > 0
      },
    }
    const kinds = purgedKinds.filter((kind) => kind !== 'purge-records')

    it.each(kinds)('PII-03 removes %s when their time is over, once, and says how many', async (kind) => {
      const there = await planted[kind]()
      expect(await over(kind, now - 1)).toEqual(none)
      expect(await purge(kind, now - 1)).toEqual(none)
      expect(await there()).toBe(true)
      expect(await over(kind, now)).toEqual(all(1, now))
      expect(await there()).toBe(true)
      expect(await purge(kind, now)).toEqual(all(1, now))
      expect(await there()).toBe(false)
      expect(await purge(kind)).toEqual(none)
      expect(await over(kind)).toEqual(none)
    })

    it.each(kinds)('leaves what is no %s alone', async (kind) => {
      const others = kinds.filter((other) => other !== kind && !(kind === 'sessions' && other === 'session-details'))
      for (const other of others) {
        const there = await planted[other]()
        await purge(kind, now)
        expect([other, await there()]).toEqual([other, true])
      }
    })

    it('takes the oldest first, and no more than is asked for', async () => {
      const { platform } = await aWorld(store())
      for (const age of [3, 1, 5, 2, 4]) await store().addInboxMessage(aMessage(platform.id, { createdAt: now - age }))
      expect(await over('inbox')).toEqual(all(5, now - 5, now - 1))
      expect(await purge('inbox', later, 0)).toEqual(none)
      expect(await purge('inbox', later, 2)).toEqual(all(2, now - 5, now - 4))
      expect(await purge('inbox', now - 2, 9)).toEqual(all(2, now - 3, now - 2))
      expect(await purge('inbox', later, 9)).toEqual(all(1, now - 1))
    })

    it.each(kinds)('PII-03 removes and counts %s once, however many purge at the same time', async (kind) => {
      // Sessions of one user each: what is planted is over for all of them.
      for (let i = 0; i < 6; i += 1) await planted[kind]()
      const { removed } = await over(kind)
      const before = (await store().listPurges(0)).find((row) => row.kind === kind)?.removed ?? 0
      const answers = await parallel(8, () => purge(kind, later, 2))
      expect(answers.reduce((sum, answer) => sum + answer.removed, 0)).toBe(removed)
      expect(removed).toBeGreaterThanOrEqual(6)
      expect((await store().listPurges(0)).find((row) => row.kind === kind)?.removed).toBe(before + removed)
    })
  })

  describe('what a purge leaves', () => {
    it('PII-03 an open session, however old', async () => {
      const { session } = await anOpenSession(store())
      await purge('sessions')
      await purge('session-details')
      expect(await store().findSession(session.id)).toEqual(session)
    })

    it('PII-03 a receipt that can still be had, whatever is asked for', async () => {
      const { session } = await ended()
      const last = now + redeemableMs
      for (const kind of ['sessions', 'session-details'] as const) {
        expect(await purge(kind, later, 9, last)).toEqual(none)
        expect(await over(kind, later, last)).toEqual(none)
      }
      expect(await store().redeemOnce(session.id, last, 'redeemed')).toBe('done')
      expect(await purge('sessions', later, 9, last + 1)).toEqual(all(1, now))
    })

    it('what is not over yet, whatever is asked for', async () => {
      const { platform } = await aWorld(store())
      await store().addInboxMessage(aMessage(platform.id))
      expect(await purge('inbox', later, 9, now - 1)).toEqual(none)
      expect(await purge('inbox', later, 9, now)).toEqual(all(1, now))
    })

    it('the log of every other session, whole', async () => {
      const [old, young] = [await ended({}, now), await ended({}, now + day)]
      expect(await purge('sessions', now + day - 1)).toEqual(all(1, now))
      expect(await store().loadSession(old.session.id)).toBeNull()
      const { events } = await recordOf(store(), young.session.id)
      expect(events).toHaveLength(3)
      expect(verifyChain(young.session.id, events)).toBeNull()
    })

    it('what a session proves, when its details go', async () => {
      const { session } = await ended({ locale: 'fr' })
      const before = await recordOf(store(), session.id)
      expect(await purge('session-details')).toEqual(all(1, now))
      const after = await recordOf(store(), session.id)
      expect(after.session).toEqual({ ...before.session, returnUrl: null, state: null, locale: null })
      expect(after.events).toEqual(before.events)
    })

    it('REL-11 HOOK-03 an event that is on its way, and the session of which it tells', async () => {
      const { platform, session, user } = await anOpenSession(store())
      await store().createEndpoint(anEndpoint(platform.id), 10)
      const event = anEvent(user, { sessionId: session.id })
      await store().finishOnce(anEnd(session.id, { at: now, tell: () => [event] }))
      expect(await purge('events')).toEqual(none)
      expect(await purge('sessions')).toEqual(none)
      const lease = fresh('lease')
      const claim = { now, limit: 9, perEndpoint: 9, underWay: new Map(), leaseMs: minute, lease }
      const [taken] = await store().claimDeliveries(claim)
      expect(await purge('events')).toEqual(none)
      const { event: of, endpoint } = taken!
      const how = { state: 'delivered', nextAt: null, result: 'delivered', status: 200, disable: false } as const
      await store().settleDelivery({ eventId: of.id, endpointId: endpoint.id, lease, at: now, ...how })
      // It can still be sent again by hand: what it tells of stays as long as it does.
      expect(await purge('sessions')).toEqual(none)
      expect(await purge('events')).toEqual(all(1, now))
      expect(await purge('sessions')).toEqual(all(1, now))
    })

    it('an event that is sent again in the same moment, or nothing of it', async () => {
      const { platform, user } = await aWorld(store())
      await store().createEndpoint(anEndpoint(platform.id, { enabled: false }), 10)
      const event = anEvent(user)
      await tellAll(store(), user, [event])
      const endpoint = anEndpoint(platform.id)
      await store().createEndpoint(endpoint, 10)
      const [again, purged] = await Promise.all([
        store().redeliver({ platformId: platform.id, eventId: event.id, endpointId: null, now }),
        purge('events'),
      ])
      const left = await store().findEvent(platform.id, event.id, now)
      expect([again, purged.removed, left?.deliveries.length ?? null]).toEqual(
        again === 1 ? [1, 0, 1] : ['no-event', 1, null],
      )
    })

    it('an active API key, and users', async () => {
      const { platform, user } = await aWorld(store())
      const key = aKey(platform.id)
      await store().addApiKey(key)
      for (const kind of purgedKinds) await purge(kind)
      expect(await store().findPlatformByKey(key.keyHash)).not.toBeNull()
      expect((await store().findUser(platform.id, user.externalId))?.user).toEqual(user)
    })
  })

  describe('purge and erasure', () => {
    it('PII-04 an erased user goes after the last session and act that tell of them', async () => {
      const { user, session } = await ended()
      await erase(user, now + minute)
      expect(await purge('erased-users')).toEqual(none)
      expect(await purge('sessions')).toEqual(all(1, now))
      expect(await store().loadSession(session.id)).toBeNull()
      expect(await purge('erased-users')).toEqual(none)
      expect(await purge('acts')).toEqual(all(1, now + minute))
      expect(await purge('erased-users', now)).toEqual(none)
      expect(await purge('erased-users')).toEqual(all(1, now + minute))
    })

    it('PII-04 a user whose sessions were purged can be erased', async () => {
      const { user } = await ended()
      await purge('sessions')
      expect(await erase(user)).toBe('erased')
    })

    it('PII-04 erased and purged at once, a session is gone and its user erased', async () => {
      const { user, session } = await ended()
      const [erased, purged] = await Promise.all([erase(user), purge('sessions')])
      expect([erased, purged]).toEqual(['erased', all(1, now)])
      expect(await store().findSession(session.id)).toBeNull()
      expect(await store().findUser(user.platformId, user.externalId)).toBeNull()
    })

    it('PII-04 nothing of an erased user is on its way any more, not even what was taken before', async () => {
      const { platform, user, session } = await anOpenSession(store())
      await store().createEndpoint(anEndpoint(platform.id), 10)
      const events = [anEvent(user, { sessionId: session.id }), anEvent(user)]
      await tellAll(store(), user, events)
      const lease = fresh('lease')
      const claim = { now, limit: 1, perEndpoint: 9, underWay: new Map(), leaseMs: minute, lease }
      const [taken] = await store().claimDeliveries(claim)
      await erase(user)
      expect(await store().claimDeliveries({ ...claim, now: now + hour, limit: 9, lease: fresh('lease') })).toEqual([])
      const how = { state: 'pending', nextAt: now + hour, result: 'http-500', status: 500, disable: false } as const
      const { event, endpoint } = taken!
      expect(await store().settleDelivery({ eventId: event.id, endpointId: endpoint.id, lease, at: now, ...how })).toBe(
        'lost',
      )
      expect(await purge('sessions')).toEqual(all(1, now))
    })
  })

  describe('the record of purges', () => {
    it('PII-03 says by day and kind how many went, how old they were, and when', async () => {
      const { platform } = await aWorld(store())
      const add = (createdAt: number) => store().addInboxMessage(aMessage(platform.id, { createdAt }))
      const midnight = Math.ceil(later / day) * day
      await add(now - 2)
      await add(now)
      await purge('inbox', now, 9, midnight + 1)
      await add(now - 1)
      await add(now + 1)
      await purge('inbox', now - 1, 9, midnight + 7)
      await purge('inbox', now - 1, 9, midnight + 9)
      await ended()
      await purge('sessions', now, 9, midnight + day - 1)
      await purge('inbox', now + 5, 9, midnight + day)
      const first = { day: midnight, kind: 'inbox', removed: 3, oldest: now - 2, newest: now, upTo: now } as const
      const sessions = { kind: 'sessions', removed: 1, oldest: now, newest: now, upTo: now } as const
      const second = { kind: 'inbox', removed: 1, oldest: now + 1, newest: now + 1, upTo: now + 5 } as const
      expect(await store().listPurges(0)).toEqual([
        { ...second, day: midnight + day, lastAt: midnight + day },
        { ...sessions, day: midnight, lastAt: midnight + day - 1 },
        { ...first, lastAt: midnight + 7 },
      ])
      expect(await store().listPurges(midnight + day)).toHaveLength(1)
    })

    it('goes itself when its time is over, and counts that too', async () => {
      const { platform } = await aWorld(store())
      await store().addInboxMessage(aMessage(platform.id))
      await purge('inbox', now, 9, now)
      const today = Math.floor(now / day) * day
      expect(await purge('purge-records', today - 1)).toEqual(none)
      expect(await purge('purge-records', today)).toEqual(all(1, today))
      expect((await store().listPurges(0)).map(({ kind, removed }) => [kind, removed])).toEqual([['purge-records', 1]])
    })
  })
}
