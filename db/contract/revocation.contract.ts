import { describe, expect, it } from 'vitest'
import type { ActRow } from '../care.ts'
import type { Store, UserRow } from '../store.ts'
import { anAct } from './care-rows.ts'
import { anEnrolled } from './enrolled-user.ts'
import {
  anEnd,
  anOpenSession,
  aPin,
  aSession,
  aSuccess,
  aWorld,
  claimed,
  countOf,
  now,
  parallel,
  userOf,
} from './rows.ts'

/** What takes credentials away from a user. */
export function revocationContract(store: () => Store): void {
  describe('revocation', () => {
    it('CRED-08 takes one passkey and leaves the rest', async () => {
      const { user, passkeys } = await anEnrolled(store())
      const gone = passkeys[0] ?? ''
      expect(await store().revokeCredentials(user.id, { passkey: gone }, anAct(user.id))).toEqual(['passkey'])
      const after = await userOf(store(), user)
      expect(after.credentials.passkeys.map(({ credentialId }) => credentialId)).toEqual(passkeys.slice(1))
      expect(after.credentials.pin).not.toBeNull()
      expect(after.user.credentialsVersion).toBe(user.credentialsVersion + 1)
      expect(await store().passkeyExists(gone)).toBe(false)
    })

    it('CRED-08 takes all of some methods at once', async () => {
      const { user } = await anEnrolled(store())
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
      const { user } = await anEnrolled(store())
      const { passkeys } = await anEnrolled(store())
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
      const { user } = await anEnrolled(store())
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
      const { user } = await anEnrolled(store())
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
      const other = await anEnrolled(store())
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
}
