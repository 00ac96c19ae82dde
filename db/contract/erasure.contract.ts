import { describe, expect, it } from 'vitest'
import { verifyChain } from '../../lib/evidence/verify-chain.ts'
import type { Store, UserRow } from '../store.ts'
import { anAct, eraseAll } from './care-rows.ts'
import { anEnrolled } from './enrolled-user.ts'
import {
  aChallenge,
  aMessage,
  anEnd,
  anOpenSession,
  aSession,
  aUser,
  aWorld,
  claimed,
  countOf,
  fresh,
  minute,
  now,
  parallel,
  recordOf,
  userOf,
} from './rows.ts'

/** What an erasure takes of a user, and what stays. */
export function erasureContract(store: () => Store): void {
  describe('erasure', () => {
    const pseudonym = 'erased:usr_7'
    const begin = (user: UserRow) =>
      store().eraseUser({ userId: user.id, pseudonym, at: now + minute, act: anAct(user.id, { did: 'erased' }) })
    const finish = (user: UserRow, limit?: number) => eraseAll(store(), user.id, limit)
    async function erase(user: UserRow) {
      const begun = await begin(user)
      await finish(user)
      return begun
    }

    it('PII-04 leaves sessions and logs under a pseudonym, and nothing else', async () => {
      const { user } = await anEnrolled(store())
      await store().addInboxMessage(aMessage(user.platformId, { userId: user.id, toHash: 'mine' }))
      await store().addAct(anAct(user.id))
      expect(await erase(user)).toBe('erased')
      expect(await store().findUser(user.platformId, user.externalId)).toBeNull()
      expect(await store().findUser(user.platformId, pseudonym)).toBeNull()
      const query = { platformId: user.platformId, limit: 10, now }
      const { sessions } = await store().listSessions({ ...query, externalUserId: pseudonym })
      expect(sessions).toHaveLength(2)
      for (const { id } of sessions) {
        const { session, events, user: row, credentials } = await recordOf(store(), id)
        expect(session).toMatchObject({ externalUserId: pseudonym, state: null, returnUrl: null })
        const claims = JSON.parse(session.claims ?? '{}')
        expect(claims).toMatchObject({ sub: pseudonym, state: null, amr: [] })
        expect(verifyChain(id, events, claims.evidenceHash)).toBeNull()
        expect(row).toMatchObject({ dataKeyWrapped: '', profileSealed: '', emailSealed: '', phoneSealed: null })
        expect(credentials).toEqual({ pin: null, phone: null, passkeys: [] })
      }
      expect((await store().listSessions({ ...query, externalUserId: user.externalId })).sessions).toEqual([])
      expect(await store().listInbox(null, 'mine', 10)).toEqual([])
      const acts = await store().listActs(user.id)
      expect(acts.map(({ did, reasonSealed }) => [did, reasonSealed])).toEqual([
        ['reset', null],
        ['erased', null],
      ])
    })

    it('PII-04 REL-05 takes some rows at a time; the user is gone at once, and what was left is found and taken', async () => {
      const { user } = await anEnrolled(store())
      const other = await anEnrolled(store())
      const sessions = Array.from({ length: 5 }, (_, i) =>
        aSession(user, { createdAt: now + (i % 2), operationHash: fresh('op') }),
      )
      for (const session of sessions) {
        await store().createSession(session)
        await store().finishOnce(anEnd(session.id))
        await store().addInboxMessage(aMessage(user.platformId, { userId: user.id, toHash: 'left' }))
      }
      await store().addInboxMessage(aMessage(user.platformId, { userId: other.user.id, toHash: 'left' }))
      expect(await store().listErasing(now + minute, 10)).toEqual([])
      expect(await begin(user)).toBe('erased')
      expect(await store().findUser(user.platformId, user.externalId)).toBeNull()
      expect(await store().createSession(aSession(user))).toBe('user-gone')
      expect(await store().passkeyExists((await anEnrolled(store())).passkeys[0] ?? '')).toBe(true)
      expect(await store().listErasing(now + minute - 1, 10)).toEqual([])
      expect(await store().listErasing(now + minute, 10)).toEqual([user.id])
      expect(await store().listErasing(now + minute, 10, 1)).toEqual([])

      // Half of it, and then somebody else from the beginning.
      const first = await store().eraseMore(user.id, null, 3)
      expect(first).not.toBe('done')
      const of = async (externalUserId: string) =>
        (await store().listSessions({ platformId: user.platformId, externalUserId, limit: 20, now })).sessions.length
      expect(await of(pseudonym)).toBe(7)
      expect(await store().listErasing(now + minute, 10)).toEqual([user.id])
      expect(await finish(user, 3)).toBeGreaterThan(4)
      for (const { id } of sessions) {
        expect((await recordOf(store(), id)).session).toMatchObject({ externalUserId: pseudonym, returnUrl: null })
      }
      expect(await store().listInbox(null, 'left', 10)).toHaveLength(1)
      expect(await store().listErasing(now + minute, 10)).toEqual([])
      expect(await begin(user)).toBe('unknown')
    })

    it('PII-04 two who take the rest at once leave nothing, and touch nobody else', async () => {
      const { user } = await anEnrolled(store())
      const other = await anEnrolled(store())
      await begin(user)
      await parallel(4, () => finish(user, 1))
      expect(await store().listErasing(now + minute, 10)).toEqual([])
      const before = await userOf(store(), other.user)
      expect(await store().eraseMore(other.user.id, null, 100)).toBe('done')
      expect(await userOf(store(), other.user)).toEqual(before)
      const { sessions } = await store().listSessions({
        platformId: other.user.platformId,
        externalUserId: other.user.externalId,
        limit: 9,
        now,
      })
      expect(sessions).toHaveLength(2)
    })

    it('PII-04 ends a live session', async () => {
      const { user, session } = await anOpenSession(store())
      await store().record(session.id, 1, [claimed], [{ do: 'put-challenge', challenge: aChallenge() }])
      await erase(user)
      const { session: after, challenges } = await recordOf(store(), session.id)
      expect(after).toMatchObject({ outcome: 'cancelled', reason: 'cancelled-by-platform' })
      expect(challenges).toEqual([])
      expect(await store().record(session.id, 2, [claimed])).toBe('conflict')
    })

    it('PII-04 the id is free again, for another user', async () => {
      const { user } = await aWorld(store())
      await erase(user)
      const again = aUser(user.platformId, { externalId: user.externalId })
      expect(await store().saveUser(again, null)).toBe('saved')
      expect((await userOf(store(), again)).user.id).toBe(again.id)
    })

    it('erases once, and a write that was on its way finds nobody', async () => {
      const { user } = await aWorld(store())
      const answers = await parallel(5, () => erase(user))
      expect(countOf(answers, 'erased')).toBe(1)
      expect(await store().saveUser({ ...user, locale: 'de' }, user.version)).toBe('conflict')
      expect(await store().createSession(aSession(user))).toBe('user-gone')
    })

    it('PII-04 takes the stored answers of this user along, and of no other', async () => {
      const one = await anOpenSession(store())
      const other = await anOpenSession(store())
      const claims = await Promise.all(
        [one, other].map(async ({ user }) => {
          const claim = { platformId: user.platformId, key: fresh('idem'), fingerprint: 'body', now }
          await store().beginAnswer(claim)
          const answer = { platformId: claim.platformId, key: claim.key, status: 201, bodySealed: 'sealed' }
          await store().createSession(aSession(user), answer)
          return claim
        }),
      )
      await erase(one.user)
      const [mine, theirs] = await Promise.all(claims.map((claim) => store().beginAnswer(claim)))
      expect(mine).toEqual({ begun: true })
      expect(theirs).toEqual({ stored: { status: 201, bodySealed: 'sealed' } })
    })
  })
}
