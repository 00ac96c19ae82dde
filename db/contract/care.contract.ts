import { describe, expect, it } from 'vitest'
import { verifyChain } from '../../lib/evidence/verify-chain.ts'
import type { ActRow } from '../care.ts'
import type { Store, UserRow } from '../store.ts'
import { anAct, eraseAll } from './care-rows.ts'
import {
  aChallenge,
  aMessage,
  anEnd,
  anOpenSession,
  aPasskey,
  aPhone,
  aPin,
  aSession,
  aSuccess,
  aUser,
  aWorld,
  claimed,
  countOf,
  enrol,
  fresh,
  minute,
  now,
  parallel,
  recordOf,
  userOf,
} from './rows.ts'

/** What platform, staff and users do to an account outside of a session. */
export function careContract(store: () => Store): void {
  async function anEnrolled(): Promise<{ user: UserRow; passkeys: string[] }> {
    const { user } = await aWorld(store())
    const passkeys = [aPasskey(), aPasskey()]
    const first = await enrol(store(), user, [
      { method: 'pin', pin: aPin() },
      { method: 'phone', phone: aPhone() },
      { method: 'passkey', passkey: passkeys[0] ?? aPasskey() },
    ])
    const both = await enrol(store(), first, [{ method: 'passkey', passkey: passkeys[1] ?? aPasskey() }])
    return { user: both, passkeys: passkeys.map(({ credentialId }) => credentialId) }
  }

  describe('revocation', () => {
    it('CRED-08 takes one passkey and leaves the rest', async () => {
      const { user, passkeys } = await anEnrolled()
      const gone = passkeys[0] ?? ''
      expect(await store().revokeCredentials(user.id, { passkey: gone }, anAct(user.id))).toEqual(['passkey'])
      const after = await userOf(store(), user)
      expect(after.credentials.passkeys.map(({ credentialId }) => credentialId)).toEqual(passkeys.slice(1))
      expect(after.credentials.pin).not.toBeNull()
      expect(after.user.credentialsVersion).toBe(user.credentialsVersion + 1)
      expect(await store().passkeyExists(gone)).toBe(false)
    })

    it('CRED-08 takes all of some methods at once', async () => {
      const { user } = await anEnrolled()
      const methods = ['pin', 'phone', 'passkey'] as const
      const lost = await store().revokeCredentials(user.id, { methods }, anAct(user.id))
      expect(lost).toEqual(['pin', 'phone', 'passkey', 'passkey'])
      expect((await userOf(store(), user)).credentials).toEqual({ pin: null, phone: null, passkeys: [] })
    })

    it('CRED-08 voids sessions that began before, also where nothing was held', async () => {
      const { user, session } = await anOpenSession(store())
      expect(await store().revokeCredentials(user.id, { methods: ['pin'] }, anAct(user.id))).toEqual([])
      expect(await store().finishOnce(aSuccess(session.id))).toBe('superseded')
    })

    it('knows no passkey of another user, and then changes nothing', async () => {
      const { user } = await anEnrolled()
      const { passkeys } = await anEnrolled()
      const which = { passkey: passkeys[0] ?? '' }
      expect(await store().revokeCredentials(user.id, which, anAct(user.id))).toEqual([])
      expect((await userOf(store(), user)).user).toEqual(user)
      expect(await store().listActs(user.id)).toEqual([])
    })

    it('CRED-07 of a success and a revocation at once, the credential is never left behind by both', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { user, session } = await anOpenSession(store())
        await store().record(session.id, 1, [], [{ do: 'stage', staged: { method: 'pin', pin: aPin() } }])
        const [ended] = await Promise.all(
          round % 2 === 0
            ? [store().finishOnce(aSuccess(session.id)), revoke(user)]
            : [revoke(user).then(() => store().finishOnce(aSuccess(session.id))), Promise.resolve()],
        )
        expect((await userOf(store(), user)).credentials.pin).toBeNull()
        // In a race either may be first; whoever comes later never succeeds.
        expect(round % 2 === 0 ? ['finished', 'superseded'] : ['superseded']).toContain(ended)
      }
    })
    const revoke = (user: UserRow, act = anAct(user.id)) =>
      store().revokeCredentials(user.id, { methods: ['pin'] }, act)

    it('keeps who did it, in order', async () => {
      const { user } = await aWorld(store())
      const acts = [anAct(user.id), anAct(user.id, { did: 'blocked', what: null }), anAct(user.id, { at: now - 1 })]
      await revoke(user, acts[0])
      await store().changeSeries(user.id, (series) => ({ ...series, permanent: true }), undefined, acts[1])
      await store().addAct(acts[2] ?? anAct(user.id))
      expect(await store().listActs(user.id)).toEqual([acts[2], acts[0], acts[1]])
    })

    it('REL-07 takes again what a restore revived, once, whoever else does', async () => {
      const { user } = await anEnrolled()
      const act = anAct(user.id, { by: 'restore', did: 'revoked' })
      const which = { methods: ['pin', 'passkey'] } as const
      const answers = await parallel(10, () => store().revokeAgain(user.id, which, act, null, () => []))
      expect(countOf(answers, 'known')).toBe(9)
      expect(answers.find((answer) => answer !== 'known')).toEqual(['pin', 'passkey', 'passkey'])
      const after = await userOf(store(), user)
      expect(after.credentials).toMatchObject({ pin: null, phone: expect.anything(), passkeys: [] })
      expect(after.user.credentialsVersion).toBe(user.credentialsVersion + 1)
      expect(await store().listActs(user.id)).toEqual([act])
    })

    it('REL-07 leaves alone what it knows: an act of before, and what a success it knows has replaced', async () => {
      const { user } = await anEnrolled()
      const act = anAct(user.id)
      await store().revokeCredentials(user.id, { methods: ['phone'] }, act)
      const { id } = aSession(user)
      await store().createSession(aSession(user, { id }))
      const again = (of: ActRow, bySession: string | null) =>
        store().revokeAgain(user.id, { methods: ['pin'] }, of, bySession, () => [])
      expect(await again(act, null)).toBe('known')
      // An open session has replaced nothing; one that is not there any more is what is lost.
      await store().record(id, 1, [claimed], [{ do: 'stage', staged: { method: 'pin', pin: aPin() } }])
      const fresh = anAct(user.id)
      expect(await again(fresh, id)).toEqual(['pin'])
      expect(await again(anAct(user.id), 'ses_lost')).toEqual([])
      const other = await anEnrolled()
      const session = aSession(other.user)
      await store().createSession(session)
      await store().finishOnce(aSuccess(session.id))
      const known = store().revokeAgain(other.user.id, { methods: ['pin'] }, anAct(other.user.id), session.id, () => [])
      expect(await known).toBe('known')
      expect((await userOf(store(), other.user)).credentials.pin).not.toBeNull()
    })

    it('finds a user by our own id, an erased one too', async () => {
      const { user } = await aWorld(store())
      expect(await store().findUserById(user.id)).toEqual(user)
      expect(await store().findUserById('usr_nobody')).toBeNull()
      const act = anAct(user.id, { did: 'erased' })
      await store().eraseUser({ userId: user.id, pseudonym: 'erased:1', at: now, act })
      expect(await store().findUserById(user.id)).toMatchObject({ dataKeyWrapped: '' })
    })

    it('lists the open sessions of a user alone', async () => {
      const { user, session } = await anOpenSession(store())
      await anOpenSession(store())
      const later = aSession(user, { createdAt: now + 1 })
      await store().createSession(later)
      expect(await store().listOpenSessions(user.id)).toEqual([session.id, later.id])
      await store().finishOnce(anEnd(session.id))
      expect(await store().listOpenSessions(user.id)).toEqual([later.id])
    })
  })

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
      const { user } = await anEnrolled()
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
      const { user } = await anEnrolled()
      const other = await anEnrolled()
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
      expect(await store().passkeyExists((await anEnrolled()).passkeys[0] ?? '')).toBe(true)
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
      const { user } = await anEnrolled()
      const other = await anEnrolled()
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
