import { describe, expect, it } from 'vitest'
import { verifyChain } from '../../lib/evidence/verify-chain.ts'
import { redeemableMs } from '../../lib/sca/lifetimes.ts'
import { purgedKinds } from '../../lib/sca/retention.ts'
import type { Store } from '../store.ts'
import { hour } from './care-rows.ts'
import { all, day, later, none, purgeCalls } from './purge-calls.ts'
import { aKey, aMessage, anEnd, anOpenSession, aWorld, fresh, minute, now, recordOf } from './rows.ts'
import { anEndpoint, anEvent, tellAll } from './webhook-rows.ts'

/** What a purge leaves, and what it leaves behind. */
export function purgeLeavesContract(store: () => Store): void {
  const { purge, over, erase, ended } = purgeCalls(store)

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
