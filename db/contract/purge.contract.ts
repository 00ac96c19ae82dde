import { describe, expect, it } from 'vitest'
import { type PurgedKind, purgedKinds } from '../../lib/sca/retention.ts'
import type { Store } from '../store.ts'
import { aNotice, anAct, aUse, hour } from './care-rows.ts'
import { all, day, later, none, purgeCalls } from './purge-calls.ts'
import {
  aChallenge,
  aKey,
  aMessage,
  anEnd,
  anOpenSession,
  aWorld,
  fresh,
  minute,
  now,
  parallel,
  recordOf,
} from './rows.ts'
import { anEvent, tellAll } from './webhook-rows.ts'

/** Letting go of what is over. */
export function purgeContract(store: () => Store): void {
  const { purge, over, erase, ended } = purgeCalls(store)

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
}
