import { describe, expect, it } from 'vitest'
import { chainStart } from '../../lib/evidence/chain.ts'
import { verifyChain } from '../../lib/evidence/verify-chain.ts'
import { noFailures } from '../../lib/sca/limits.ts'
import { type Effect, type SessionQuery, type Store, UnknownCursor } from '../store.ts'
import {
  aChallenge,
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
  confirmed,
  countOf,
  enrol,
  fresh,
  minute,
  now,
  parallel,
  recordOf,
  seriesOf,
  userOf,
} from './rows.ts'

/** The open session: its mint, its log, what happens together with an event, and lists. */
export function sessionContract(store: () => Store): void {
  describe('createSession', () => {
    it('keeps the request, and begins the log with it', async () => {
      const { platform, user, session } = await anOpenSession(store())
      expect(await store().findSession(session.id)).toEqual(session)
      expect(await store().findSessionByToken(session.tokenHash)).toEqual(session)
      const record = await recordOf(store(), session.id)
      expect(record).toEqual({
        session,
        epoch: 1,
        platform,
        user,
        credentials: { pin: null, phone: null, passkeys: [] },
        series: noFailures,
        events: [
          {
            seq: 1,
            event: { type: 'minted', operationHash: session.operationHash, policy: 'strict' },
            at: now,
            previousHash: chainStart,
            hash: expect.stringMatching(/^[0-9a-f]{64}$/),
          },
        ],
        staged: [],
        challenges: [],
      })
      expect(verifyChain(session.id, record.events)).toBeNull()
    })

    it('knows no other', async () => {
      expect(await store().findSession('unknown')).toBeNull()
      expect(await store().findSessionByToken('unknown')).toBeNull()
      expect(await store().loadSession('unknown')).toBeNull()
    })

    it('is open, whatever the row says', async () => {
      const { user } = await aWorld(store())
      const session = aSession(user)
      await store().createSession({ ...session, outcome: 'succeeded', jti: 'made up', redeemedAt: now })
      expect(await store().findSession(session.id)).toEqual(session)
    })

    it('ends the open session of the same user, purpose and operation', async () => {
      const { user, session } = await anOpenSession(store())
      const newer = aSession(user, { operationHash: session.operationHash, createdAt: now + 5 })
      expect(await store().createSession(newer)).toEqual([session.id])
      const old = await recordOf(store(), session.id)
      expect(old.session).toMatchObject({ outcome: 'cancelled', reason: 'newer-session', endedAt: now + 5 })
      expect(old.events.at(-1)?.event).toEqual({ type: 'ended', outcome: 'cancelled', reason: 'newer-session' })
      expect(verifyChain(session.id, old.events)).toBeNull()
    })

    it('voids the challenges and staged credentials of the one it ends', async () => {
      const { user, session } = await anOpenSession(store())
      const challenge = aChallenge()
      await store().record(
        session.id,
        1,
        [claimed],
        [
          { do: 'put-challenge', challenge },
          { do: 'stage', staged: { method: 'pin', pin: aPin() } },
        ],
      )
      await store().createSession(aSession(user, { operationHash: session.operationHash }))
      expect(await recordOf(store(), session.id)).toMatchObject({ challenges: [], staged: [] })
    })

    it('writes the one past its time as expired, not as cancelled', async () => {
      const { user, session } = await anOpenSession(store())
      const newer = aSession(user, { operationHash: session.operationHash, createdAt: session.expiresAt })
      expect(await store().createSession(newer)).toEqual([])
      expect(await store().findSession(session.id)).toMatchObject({ outcome: 'expired', reason: 'time-over' })
    })

    it('leaves other users, purposes and operations alone', async () => {
      const { platform, user, session } = await anOpenSession(store())
      const other = aUser(platform.id)
      await store().saveUser(other, null)
      const { operationHash } = session
      expect(await store().createSession(aSession(other, { operationHash }))).toEqual([])
      expect(await store().createSession(aSession(user, { operationHash, purpose: 'payee' }))).toEqual([])
      expect(await store().createSession(aSession(user))).toEqual([])
      expect((await store().findSession(session.id))?.outcome).toBeNull()
    })

    it('SES-07 leaves one open after a race, and says of every other that it was cancelled', async () => {
      const { platform, user } = await aWorld(store())
      const operationHash = fresh('operation')
      const minted = await parallel(30, async () => {
        const session = aSession(user, { operationHash })
        return { id: session.id, cancelled: (await store().createSession(session)) as string[] }
      })
      const open = await store().listSessions({ platformId: platform.id, status: 'created', limit: 50, now })
      expect(open.sessions).toHaveLength(1)
      const cancelled = minted.flatMap((one) => one.cancelled)
      const lost = minted.map(({ id }) => id).filter((id) => id !== open.sessions[0]?.id)
      expect(cancelled.toSorted()).toEqual(lost.toSorted())
    })

    it('refuses unknown users, and a token or id twice', async () => {
      const { platform, user, session } = await anOpenSession(store())
      await expect(store().createSession(aSession(aUser(platform.id)))).rejects.toThrow(/foreign key/i)
      await expect(store().createSession(aSession(user, { tokenHash: session.tokenHash }))).rejects.toThrow(/unique/i)
      await expect(store().createSession(aSession(user, { id: session.id }))).rejects.toThrow(/unique/i)
    })
  })

  describe('record', () => {
    it('adds events in order, with their times', async () => {
      const { session } = await anOpenSession(store())
      expect(await store().record(session.id, 1, [claimed, confirmed])).toBe('recorded')
      expect(await store().record(session.id, 3, [{ event: { type: 'phone-skipped' }, at: now + 9 }])).toBe('recorded')
      const { events } = await recordOf(store(), session.id)
      expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
      expect(events[1]).toMatchObject(claimed)
      expect(events[2]).toMatchObject(confirmed)
      expect(events.map(({ previousHash }) => previousHash)).toEqual([
        chainStart,
        ...events.slice(0, 3).map(({ hash }) => hash),
      ])
      expect(verifyChain(session.id, events)).toBeNull()
    })

    it('has one winner among those that saw the same log', async () => {
      const { session } = await anOpenSession(store())
      const answers = await parallel(50, (i) =>
        store().record(session.id, 1, [claimed], [{ do: 'put-challenge', challenge: aChallenge({ id: `c${i}` }) }]),
      )
      expect(countOf(answers, 'recorded')).toBe(1)
      expect(countOf(answers, 'conflict')).toBe(49)
      const { events, challenges } = await recordOf(store(), session.id)
      expect(events).toHaveLength(2)
      expect(challenges.map(({ id }) => id)).toEqual([`c${answers.indexOf('recorded')}`])
    })

    it.each([0, 2, -1])('refuses after an event it did not see (%i)', async (seq) => {
      const { session } = await anOpenSession(store())
      expect(await store().record(session.id, seq, [claimed])).toBe('conflict')
      expect((await recordOf(store(), session.id)).events).toHaveLength(1)
    })

    it('SES-05 adds nothing to a session with an outcome', async () => {
      const { session } = await anOpenSession(store())
      await store().finishOnce(anEnd(session.id))
      expect(await store().record(session.id, 2, [claimed])).toBe('conflict')
      expect((await recordOf(store(), session.id)).events).toHaveLength(2)
    })

    it('does not end a session: that is for finishOnce', async () => {
      const { session } = await anOpenSession(store())
      const ended = { event: { type: 'ended', outcome: 'succeeded', reason: 'proven' }, at: now } as const
      await expect(store().record(session.id, 1, [ended])).rejects.toThrow('finishOnce')
    })

    it('throws for an unknown session', async () => {
      await expect(store().record('unknown', 1, [claimed])).rejects.toThrow('no session unknown')
    })
  })

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
        { do: 'change-series', change: () => ({ failures: 3, blockedUntil: null, permanent: false }) },
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
            { do: 'change-series', change },
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
      await recorded(session.id, { do: 'change-series', change: () => series })
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

  describe('listSessions', () => {
    async function six() {
      const { platform, user } = await aWorld(store())
      const at = (i: number) => ({ createdAt: now + i, expiresAt: now + i + 10 * minute })
      const made = await Promise.all(
        Array.from({ length: 6 }, async (_, i) => {
          const session = aSession(user, at(i))
          await store().createSession(session)
          return session.id
        }),
      )
      return { platform, user, made }
    }
    const ids = async (query: SessionQuery) => (await store().listSessions(query)).sessions.map(({ id }) => id)

    it('lists a platform’s own, newest first', async () => {
      const { platform, made } = await six()
      await six()
      const all = await store().listSessions({ platformId: platform.id, limit: 10, now })
      expect(all.sessions.map(({ id }) => id)).toEqual(made.toReversed())
      expect(all.nextCursor).toBeNull()
    })

    it('goes on where a page ended, also when newer ones came meanwhile', async () => {
      const { platform, user, made } = await six()
      const first = await store().listSessions({ platformId: platform.id, limit: 4, now })
      await store().createSession(aSession(user, { createdAt: now + 99 }))
      const cursor = first.nextCursor ?? undefined
      const second = await store().listSessions({ platformId: platform.id, limit: 4, now, cursor })
      expect([...first.sessions, ...second.sessions].map(({ id }) => id)).toEqual(made.toReversed())
      expect(second.nextCursor).toBeNull()
    })

    it('has no next page when a page ends with the last', async () => {
      const { platform } = await six()
      expect((await store().listSessions({ platformId: platform.id, limit: 6, now })).nextCursor).toBeNull()
    })

    it('orders those of one millisecond by id, across pages', async () => {
      const { platform, user } = await aWorld(store())
      const made = Array.from({ length: 5 }, () => aSession(user))
      for (const session of made) await store().createSession(session)
      const wanted = made
        .map(({ id }) => id)
        .sort()
        .reverse()
      const found: string[] = []
      let cursor: string | undefined
      do {
        const page = await store().listSessions({ platformId: platform.id, limit: 2, now, cursor })
        found.push(...page.sessions.map(({ id }) => id))
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      expect(found).toEqual(wanted)
    })

    it('lists one user’s own, page by page', async () => {
      const { platform, user, made } = await six()
      const other = aUser(platform.id)
      await store().saveUser(other, null)
      await store().createSession(aSession(other))
      const query = { platformId: platform.id, externalUserId: user.externalId, limit: 4, now }
      const first = await store().listSessions(query)
      const second = await store().listSessions({ ...query, cursor: first.nextCursor ?? undefined })
      expect([...first.sessions, ...second.sessions].map(({ id }) => id)).toEqual(made.toReversed())
      expect(await ids({ ...query, externalUserId: 'unknown' })).toEqual([])
      const elsewhere = await aWorld(store())
      expect(await ids({ ...query, platformId: elsewhere.platform.id })).toEqual([])
    })

    it('derives the status at the moment of the question', async () => {
      const { platform, user, made } = await six()
      const [refused, started, created, succeeded, expired] = made as [string, string, string, string, string, string]
      await store().finishOnce(anEnd(refused))
      await store().record(started, 1, [claimed])
      await store().finishOnce(aSuccess(succeeded))
      await store().finishOnce(anEnd(expired, { outcome: 'expired', reason: 'time-over' }))
      const last = made[5] as string
      for (const whose of [{}, { externalUserId: user.externalId }]) {
        const of = (status: string, at = now) => ids({ platformId: platform.id, ...whose, status, limit: 10, now: at })
        expect(await of('refused')).toEqual([refused])
        expect(await of('started')).toEqual([started])
        expect(await of('created')).toEqual([last, created])
        expect(await of('succeeded')).toEqual([succeeded])
        expect(await of('expired')).toEqual([expired])
        expect(await of('failed')).toEqual([])
        expect(await of('cancelled')).toEqual([])
        expect(await of('made up')).toEqual([])
        // `started` is over to the millisecond, `created` one later, the last three later.
        expect(await of('started', now + 1 + 10 * minute)).toEqual([])
        expect(await of('created', now + 1 + 10 * minute)).toEqual([last, created])
        expect(await of('expired', now + 60 * minute)).toEqual([last, expired, created, started])
        expect(await of('succeeded', now + 60 * minute)).toEqual([succeeded])
      }
    })

    it('pages through written and overdue ones alike', async () => {
      const { platform, made } = await six()
      await store().finishOnce(anEnd(made[2] as string, { outcome: 'expired', reason: 'time-over' }))
      const query = { platformId: platform.id, status: 'expired', limit: 3, now: now + 60 * minute }
      const first = await store().listSessions(query)
      const second = await store().listSessions({ ...query, cursor: first.nextCursor ?? undefined })
      expect([...first.sessions, ...second.sessions].map(({ id }) => id)).toEqual(made.toReversed())
    })

    it.each(['', 'x', 'bm90IGpzb24', 'WzEsMl0', 'bnVsbA'])('throws for a cursor it never gave (%s)', async (cursor) => {
      const { platform } = await aWorld(store())
      await expect(store().listSessions({ platformId: platform.id, limit: 1, now, cursor })).rejects.toThrow(
        UnknownCursor,
      )
    })
  })

  describe('listOverdue', () => {
    it('lists open sessions whose time is over, oldest first', async () => {
      const { user } = await aWorld(store())
      const [late, early, open, ended] = [3, 1, 99, 2].map((i) => aSession(user, { expiresAt: now + i }))
      for (const session of [late!, early!, open!, ended!]) await store().createSession(session)
      await store().finishOnce(anEnd(ended!.id))
      expect(await store().listOverdue(now + 3, 10)).toEqual([early, late])
      expect(await store().listOverdue(now + 3, 1)).toEqual([early])
      expect(await store().listOverdue(now, 10)).toEqual([])
    })
  })
}
