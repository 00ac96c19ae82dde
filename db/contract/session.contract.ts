import { describe, expect, it } from 'vitest'
import { chainStart } from '../../lib/evidence/chain.ts'
import { verifyChain } from '../../lib/evidence/verify-chain.ts'
import { noFailures } from '../../lib/sca/limits.ts'
import type { Store } from '../store.ts'
import {
  aChallenge,
  anEnd,
  anOpenSession,
  aPin,
  aSession,
  aUser,
  aWorld,
  claimed,
  confirmed,
  countOf,
  fresh,
  now,
  parallel,
  recordOf,
} from './rows.ts'

/** A session from its mint on: what is written, and who wins. */
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
}
