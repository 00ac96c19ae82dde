import { describe, expect, it } from 'vitest'
import { noFailures } from '../../lib/sca/limits.ts'
import type { Effect, Store } from '../store.ts'
import {
  aChallenge,
  anOpenSession,
  aPasskey,
  aPhone,
  aPin,
  aSession,
  aWorld,
  claimed,
  confirmed,
  enrol,
  now,
  recordOf,
  seriesOf,
  userOf,
} from './rows.ts'

/** What is written together with an event. */
export function effectsContract(store: () => Store): void {
  describe('effects', () => {
    async function recorded(sessionId: string, ...list: Effect[]) {
      const { events } = await recordOf(store(), sessionId)
      return store().record(sessionId, events.length, [confirmed], list)
    }

    it('keeps one challenge per kind: a new one replaces the old', async () => {
      const { session } = await anOpenSession(store())
      const [old, email, sms] = [aChallenge(), aChallenge({ kind: 'email-code', keyId: null }), aChallenge()]
      for (const challenge of [old, email, sms]) await recorded(session.id, { do: 'put-challenge', challenge })
      expect((await recordOf(store(), session.id)).challenges).toEqual([email, sms])
      expect(await recorded(session.id, { do: 'consume-challenge', kind: 'sms-code', id: old.id })).toBe('conflict')
    })

    it('consumes a challenge once', async () => {
      const { session } = await anOpenSession(store())
      const challenge = aChallenge()
      await recorded(session.id, { do: 'put-challenge', challenge })
      const consume = { do: 'consume-challenge', kind: 'sms-code', id: challenge.id } as const
      expect(await recorded(session.id, consume)).toBe('recorded')
      expect(await recorded(session.id, consume)).toBe('conflict')
      expect((await recordOf(store(), session.id)).challenges).toEqual([])
    })

    it('does not consume the challenge of another session', async () => {
      const [{ session: one }, { session: other }] = [await anOpenSession(store()), await anOpenSession(store())]
      const challenge = aChallenge()
      await recorded(one.id, { do: 'put-challenge', challenge })
      expect(await recorded(other.id, { do: 'consume-challenge', kind: 'sms-code', id: challenge.id })).toBe('conflict')
    })

    it('voids a challenge, there or not', async () => {
      const { session } = await anOpenSession(store())
      await recorded(session.id, { do: 'put-challenge', challenge: aChallenge() })
      expect(await recorded(session.id, { do: 'void-challenge', kind: 'sms-code' })).toBe('recorded')
      expect(await recorded(session.id, { do: 'void-challenge', kind: 'sms-code' })).toBe('recorded')
      expect((await recordOf(store(), session.id)).challenges).toEqual([])
    })

    it('writes all or nothing', async () => {
      const { user, session } = await anOpenSession(store())
      const kept = aChallenge({ kind: 'email-code' })
      await recorded(session.id, { do: 'put-challenge', challenge: kept })
      const before = await recordOf(store(), session.id)
      const answer = await recorded(
        session.id,
        { do: 'put-challenge', challenge: aChallenge() },
        { do: 'void-challenge', kind: 'email-code' },
        { do: 'stage', staged: { method: 'pin', pin: aPin() } },
        { do: 'change-series', userId: user.id, change: () => ({ failures: 3, blockedUntil: null, permanent: false }) },
        { do: 'consume-challenge', kind: 'passkey-use', id: 'gone' },
      )
      expect(answer).toBe('conflict')
      expect(await recordOf(store(), session.id)).toEqual(before)
      expect(await seriesOf(store(), user)).toEqual(noFailures)
    })

    it('writes nothing when a rule throws, and leaves its neighbours alone', async () => {
      const [{ session: bad }, { session: good }] = [await anOpenSession(store()), await anOpenSession(store())]
      const change = () => {
        throw new Error('a fault in a rule')
      }
      const [failed, done] = await Promise.allSettled([
        store().record(
          bad.id,
          1,
          [claimed],
          [
            { do: 'put-challenge', challenge: aChallenge() },
            { do: 'change-series', userId: bad.userId, change },
          ],
        ),
        store().record(good.id, 1, [claimed]),
      ])
      expect(failed.status).toBe('rejected')
      expect(done).toEqual({ status: 'fulfilled', value: 'recorded' })
      expect(await recordOf(store(), bad.id)).toMatchObject({ challenges: [], events: [{ seq: 1 }] })
      expect((await recordOf(store(), good.id)).events).toHaveLength(2)
    })

    it('stages one credential per method, and unstages it', async () => {
      const { user, session } = await anOpenSession(store())
      const [pin, phone, passkey] = [aPin(), aPhone(), aPasskey()]
      await recorded(
        session.id,
        { do: 'stage', staged: { method: 'pin', pin: aPin() } },
        { do: 'stage', staged: { method: 'pin', pin } },
        { do: 'stage', staged: { method: 'phone', phone } },
        { do: 'stage', staged: { method: 'passkey', passkey } },
      )
      expect((await recordOf(store(), session.id)).staged).toEqual([
        { method: 'passkey', passkey },
        { method: 'phone', phone },
        { method: 'pin', pin },
      ])
      await recorded(session.id, { do: 'unstage', method: 'pin' }, { do: 'unstage', method: 'passkey' })
      expect((await recordOf(store(), session.id)).staged).toEqual([{ method: 'phone', phone }])
      expect((await userOf(store(), user)).credentials).toEqual({ pin: null, phone: null, passkeys: [] })
    })

    it('changes the series of the session’s user', async () => {
      const { user, session } = await anOpenSession(store())
      const series = { failures: 2, blockedUntil: null, permanent: false }
      await recorded(session.id, { do: 'change-series', userId: user.id, change: () => series })
      expect(await seriesOf(store(), user)).toEqual(series)
    })

    it('touches a held passkey, and never lowers its counter', async () => {
      const { user } = await aWorld(store())
      const passkey = aPasskey({ signCount: 7 })
      const session = aSession(await enrol(store(), user, [{ method: 'passkey', passkey }]))
      await store().createSession(session)
      const touch = { do: 'touch-passkey', credentialId: passkey.credentialId, backedUp: true } as const
      await recorded(session.id, { ...touch, signCount: 9, at: now + 5 })
      await recorded(session.id, { ...touch, signCount: 4, at: now + 6 })
      const touched = { ...passkey, signCount: 9, backedUp: true, lastUsedAt: now + 6 }
      expect((await userOf(store(), user)).credentials.passkeys).toEqual([touched])
    })

    it('touches a staged passkey', async () => {
      const { session } = await anOpenSession(store())
      const passkey = aPasskey({ signCount: 0 })
      const { credentialId } = passkey
      await recorded(session.id, { do: 'stage', staged: { method: 'passkey', passkey } })
      await recorded(session.id, { do: 'touch-passkey', credentialId, signCount: 1, backedUp: true, at: now + 5 })
      await recorded(session.id, { do: 'touch-passkey', credentialId: 'other', signCount: 8, backedUp: false, at: now })
      const touched = { ...passkey, signCount: 1, backedUp: true, lastUsedAt: now + 5 }
      expect((await recordOf(store(), session.id)).staged).toEqual([{ method: 'passkey', passkey: touched }])
    })

    it('does not touch the passkey of another user', async () => {
      const { user } = await aWorld(store())
      const passkey = aPasskey()
      const { credentialId } = passkey
      await enrol(store(), user, [{ method: 'passkey', passkey }])
      const { session } = await anOpenSession(store())
      await recorded(session.id, { do: 'touch-passkey', credentialId, signCount: 99, backedUp: true, at: now })
      expect((await userOf(store(), user)).credentials.passkeys).toEqual([passkey])
    })

    it('writes a new hash of the same PIN', async () => {
      const { user } = await aWorld(store())
      const session = aSession(await enrol(store(), user, [{ method: 'pin', pin: aPin() }]))
      await store().createSession(session)
      const pin = aPin({ pepperKeyId: 'k2' })
      await recorded(session.id, { do: 'rehash-pin', pin })
      expect((await userOf(store(), user)).credentials.pin).toEqual(pin)
    })

    it('does not write the hash of the old PIN over a new one', async () => {
      const { user } = await aWorld(store())
      const enrolled = await enrol(store(), user, [{ method: 'pin', pin: aPin() }])
      const slow = aSession(enrolled)
      await store().createSession(slow)
      const pin = aPin()
      await enrol(store(), enrolled, [{ method: 'pin', pin }])
      expect(await recorded(slow.id, { do: 'rehash-pin', pin: aPin() })).toBe('recorded')
      expect((await userOf(store(), user)).credentials.pin).toEqual(pin)
    })
  })
}
