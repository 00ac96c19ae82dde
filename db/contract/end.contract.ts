import { describe, expect, it } from 'vitest'
import { verifyChain } from '../../lib/evidence/verify-chain.ts'
import { noFailures } from '../../lib/sca/limits.ts'
import { endReasons, type Outcome } from '../../lib/sca/words.ts'
import type { StagedRow, Store } from '../store.ts'
import {
  aChallenge,
  anEnd,
  anOpenSession,
  aPasskey,
  aPhone,
  aPin,
  aSession,
  aSuccess,
  aWorld,
  claimed,
  countOf,
  enrol,
  minute,
  now,
  parallel,
  recordOf,
  seriesOf,
  userOf,
} from './rows.ts'

/** The end of a session. */
export function endContract(store: () => Store): void {
  async function stage(sessionId: string, ...rows: StagedRow[]): Promise<void> {
    const { events } = await recordOf(store(), sessionId)
    const effects = rows.map((staged) => ({ do: 'stage', staged }) as const)
    await store().record(sessionId, events.length, [claimed], effects)
  }

  describe('finishOnce', () => {
    it.each<Outcome>(['refused', 'failed', 'expired', 'cancelled'])('writes the outcome %s', async (outcome) => {
      const { user, session } = await anOpenSession(store())
      const reason = endReasons[1]
      expect(await store().finishOnce(anEnd(session.id, { outcome, reason }))).toBe('finished')
      const record = await recordOf(store(), session.id)
      expect(record.session).toEqual({ ...session, outcome, reason, endedAt: now + minute })
      expect(record.events.at(-1)).toMatchObject({
        seq: 2,
        event: { type: 'ended', outcome, reason },
        at: now + minute,
      })
      expect(verifyChain(session.id, record.events)).toBeNull()
      expect(record.user).toEqual(user)
    })

    it('SES-05 writes one outcome, whoever else tries', async () => {
      const { session } = await anOpenSession(store())
      const answers = await parallel(50, (i) =>
        store().finishOnce(i % 2 === 0 ? aSuccess(session.id, { jti: `jti ${i}` }) : anEnd(session.id)),
      )
      expect(countOf(answers, 'finished')).toBe(1)
      expect(countOf(answers, 'ended-already')).toBe(49)
      const { session: after, events } = await recordOf(store(), session.id)
      expect(events).toHaveLength(2)
      expect(after.outcome).toBe(answers.indexOf('finished') % 2 === 0 ? 'succeeded' : 'refused')
    })

    it('refuses when an event came that the caller did not see', async () => {
      const { session } = await anOpenSession(store())
      await store().record(session.id, 1, [claimed])
      expect(await store().finishOnce(aSuccess(session.id, {}, { expectedSeq: 1 }))).toBe('conflict')
      expect((await store().findSession(session.id))?.outcome).toBeNull()
      expect(await store().finishOnce(aSuccess(session.id, {}, { expectedSeq: 2 }))).toBe('finished')
      expect(await store().finishOnce(aSuccess(session.id, {}, { expectedSeq: 2 }))).toBe('ended-already')
    })

    it('has one winner against record', async () => {
      for (const endFirst of [true, false]) {
        const { session } = await anOpenSession(store())
        const end = () => store().finishOnce(anEnd(session.id, { expectedSeq: 1 }))
        const record = () => store().record(session.id, 1, [claimed])
        const answers = await Promise.all(endFirst ? [end(), record()] : [record(), end()])
        const { events } = await recordOf(store(), session.id)
        const last = events.at(-1)?.event.type
        expect(events).toHaveLength(2)
        expect(answers.toSorted()).toEqual(last === 'ended' ? ['conflict', 'finished'] : ['conflict', 'recorded'])
      }
    })

    it('OTP-02 leaves no challenge and nothing staged, and gives the user nothing without success', async () => {
      const { user, session } = await anOpenSession(store())
      await stage(session.id, { method: 'pin', pin: aPin() })
      await store().record(session.id, 2, [], [{ do: 'put-challenge', challenge: aChallenge() }])
      await store().finishOnce(anEnd(session.id))
      expect(await recordOf(store(), session.id)).toMatchObject({ challenges: [], staged: [] })
      expect((await userOf(store(), user)).credentials.pin).toBeNull()
    })

    it('fixes the claims with the hash of the last event', async () => {
      const { session } = await anOpenSession(store())
      await store().finishOnce(aSuccess(session.id, { jti: 'code-1', claims: { sub: 'c', amr: [{ method: 'pin' }] } }))
      const { session: after, events } = await recordOf(store(), session.id)
      expect(after).toMatchObject({ outcome: 'succeeded', reason: 'proven', jti: 'code-1' })
      const evidenceHash = events.at(-1)?.hash
      expect(JSON.parse(after.claims ?? '')).toEqual({ sub: 'c', amr: [{ method: 'pin' }], evidenceHash })
      expect(verifyChain(session.id, events, evidenceHash)).toBeNull()
    })

    it('enrols the user with what was staged', async () => {
      const { user, session } = await anOpenSession(store())
      const [pin, phone, passkey] = [aPin(), aPhone(), aPasskey()]
      await stage(session.id, { method: 'pin', pin }, { method: 'phone', phone }, { method: 'passkey', passkey })
      await store().finishOnce(aSuccess(session.id))
      const at = now + minute
      expect(await userOf(store(), user)).toEqual({
        user: { ...user, enrolledAt: at, lastScaAt: at, updatedAt: at, credentialsVersion: 2, version: 2 },
        credentials: { pin, phone, passkeys: [passkey] },
        series: noFailures,
      })
    })

    it('replaces PIN and phone, and adds a passkey', async () => {
      const { user } = await aWorld(store())
      const first = aPasskey({ createdAt: now - 1 })
      const enrolled = await enrol(store(), user, [
        { method: 'pin', pin: aPin() },
        { method: 'phone', phone: aPhone() },
        { method: 'passkey', passkey: first },
      ])
      const [pin, phone, second] = [aPin(), aPhone(), aPasskey()]
      const session = aSession(enrolled)
      await store().createSession(session)
      await stage(
        session.id,
        { method: 'pin', pin },
        { method: 'phone', phone },
        { method: 'passkey', passkey: second },
      )
      await store().finishOnce(aSuccess(session.id, {}, { at: now + 9 * minute }))
      const after = await userOf(store(), user)
      expect(after.credentials).toEqual({ pin, phone, passkeys: [first, second] })
      expect(after.user).toMatchObject({ enrolledAt: now + minute, lastScaAt: now + 9 * minute, credentialsVersion: 3 })
    })

    it('counts changed contacts as confirmed', async () => {
      const changed = { emailChanged: true, phoneChanged: true, previousEmailSealed: 'old' }
      const { user, session } = await anOpenSession(store(), changed)
      await store().finishOnce(aSuccess(session.id))
      expect((await userOf(store(), user)).user).toMatchObject({
        emailChanged: false,
        phoneChanged: false,
        previousEmailSealed: null,
        credentialsVersion: 2,
      })
    })

    it('leaves the version of credentials when nothing changed, and enrols nobody who made nothing', async () => {
      const { user, session } = await anOpenSession(store())
      await store().finishOnce(aSuccess(session.id))
      const after = (await userOf(store(), user)).user
      expect(after).toMatchObject({ credentialsVersion: 1, version: 2, enrolledAt: null, lastScaAt: now + minute })
    })

    it('notes a declined offer', async () => {
      const { user, session } = await anOpenSession(store())
      await store().finishOnce(aSuccess(session.id, { declinedOffer: true }))
      expect((await userOf(store(), user)).user.offerDeclinedAt).toBe(now + minute)
      const next = aSession(user)
      await store().createSession(next)
      await store().finishOnce(aSuccess(next.id, {}, { at: now + 2 * minute }))
      expect((await userOf(store(), user)).user.offerDeclinedAt).toBe(now + minute)
    })

    it('RTS-28 clears the series of failures, but not a permanent block', async () => {
      const { user, session } = await anOpenSession(store())
      await store().changeSeries(user.id, () => ({ failures: 7, blockedUntil: now + 1, permanent: false }))
      await store().finishOnce(aSuccess(session.id))
      expect(await seriesOf(store(), user)).toEqual(noFailures)
      const permanent = { failures: 50, blockedUntil: now + 1, permanent: true }
      await store().changeSeries(user.id, () => permanent)
      const next = aSession(user)
      await store().createSession(next)
      await store().finishOnce(aSuccess(next.id))
      expect(await seriesOf(store(), user)).toEqual(permanent)
    })

    it('leaves the series as it is without success', async () => {
      const { user, session } = await anOpenSession(store())
      const series = { failures: 2, blockedUntil: null, permanent: false }
      await store().changeSeries(user.id, () => series)
      await store().finishOnce(anEnd(session.id))
      expect(await seriesOf(store(), user)).toEqual(series)
    })

    it('is superseded, and writes nothing, when the credentials are no longer those it began with', async () => {
      const { user, session } = await anOpenSession(store())
      await stage(session.id, { method: 'pin', pin: aPin() })
      await store().saveUser({ ...user, credentialsVersion: 2 }, 1)
      const before = await recordOf(store(), session.id)
      expect(await store().finishOnce(aSuccess(session.id))).toBe('superseded')
      expect(await recordOf(store(), session.id)).toEqual(before)
      expect(await store().finishOnce(anEnd(session.id, { outcome: 'failed', reason: 'superseded' }))).toBe('finished')
    })

    it('lets one of two sessions change the credentials', async () => {
      const { user, session } = await anOpenSession(store())
      const other = aSession(user)
      await store().createSession(other)
      const pin = aPin()
      await stage(session.id, { method: 'pin', pin })
      await stage(other.id, { method: 'pin', pin: aPin() })
      const answers = await Promise.all([
        store().finishOnce(aSuccess(session.id)),
        store().finishOnce(aSuccess(other.id)),
      ])
      expect(answers).toEqual(['finished', 'superseded'])
      expect((await userOf(store(), user)).credentials.pin).toEqual(pin)
    })

    it('is superseded when a staged passkey became another user’s meanwhile', async () => {
      const passkey = aPasskey()
      const [one, other] = [await anOpenSession(store()), await anOpenSession(store())]
      await stage(one.session.id, { method: 'passkey', passkey })
      await stage(other.session.id, { method: 'passkey', passkey }, { method: 'pin', pin: aPin() })
      expect(await store().finishOnce(aSuccess(one.session.id))).toBe('finished')
      expect(await store().finishOnce(aSuccess(other.session.id))).toBe('superseded')
      expect((await userOf(store(), other.user)).credentials).toEqual({ pin: null, phone: null, passkeys: [] })
    })

    it('makes a change of the user that did not see it a conflict', async () => {
      const { user, session } = await anOpenSession(store())
      await store().finishOnce(aSuccess(session.id))
      expect(await store().saveUser({ ...user, locale: 'de' }, user.version)).toBe('conflict')
    })

    it('takes no success without a commit, and no commit without success', async () => {
      const { session } = await anOpenSession(store())
      await expect(store().finishOnce(aSuccess(session.id, {}, { outcome: 'failed' }))).rejects.toThrow('commit')
      await expect(store().finishOnce(anEnd(session.id, { outcome: 'succeeded' }))).rejects.toThrow('commit')
    })

    it('throws for an unknown session', async () => {
      await expect(store().finishOnce(anEnd('unknown'))).rejects.toThrow('no session unknown')
    })
  })
}
