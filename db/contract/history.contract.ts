import { describe, expect, it } from 'vitest'
import { judgeHistory } from '../../lib/sca/history.ts'
import type { BeginEpoch, Store } from '../store.ts'
import {
  anEnd,
  anOpenSession,
  aPin,
  aSession,
  aSuccess,
  aWorld,
  claimed,
  countOf,
  minute,
  now,
  parallel,
  recordOf,
} from './rows.ts'

const restored: BeginEpoch = { after: 1, atLeast: 0, reason: 'restored', at: now + minute, knownUntil: null }

/** The database's own history: marks, epochs, and what a new one voids. */
export function historyContract(store: () => Store): void {
  describe('history', () => {
    it('REL-07 begins with the first epoch, and marks that grow', async () => {
      expect(await store().listEpochs()).toMatchObject([{ number: 1, reason: 'first', knownUntil: null }])
      const marks = await parallel(20, () => store().markHistory(now, null))
      expect(new Set(marks.map(({ mark }) => mark)).size).toBe(20)
      expect(new Set(marks.map(({ lineage }) => lineage)).size).toBe(1)
      const next = await store().markHistory(now, null)
      expect(next).toMatchObject({ epoch: 1 })
      expect(marks.every((mark) => judgeHistory(mark, next) === 'goes-on')).toBe(true)
    })

    it('REL-07 marks nothing where less is known than was remembered, however often it is asked', async () => {
      const known = await store().markHistory(now, null)
      expect(await store().markHistory(now, known)).toMatchObject({ verdict: 'goes-on', mark: known.mark + 1 })
      const more = { ...known, mark: known.mark + 5 }
      const asked = await parallel(20, () => store().markHistory(now, more))
      expect(asked.map(({ verdict, mark }) => [verdict, mark])).toEqual(
        Array.from({ length: 20 }, () => ['went-back', known.mark + 1]),
      )
      expect((await store().markHistory(now, { ...known, lineage: 'other' })).verdict).toBe('other-database')
    })

    it('REL-09 says when the mark before was written, and never takes that back', async () => {
      const later = now + 1000 * minute
      await store().markHistory(later, null)
      expect(await store().markHistory(now, null)).toMatchObject({ knownUntil: later })
      expect(await store().markHistory(now, null)).toMatchObject({ knownUntil: later })
    })

    it('REL-06 REL-07 begins an epoch once, whoever else does', async () => {
      const first = await store().markHistory(now, null)
      const begun = await parallel(20, () => store().beginEpoch(restored))
      expect(countOf(begun, 'begun')).toBe(1)
      expect(countOf(begun, 'already')).toBe(19)
      expect((await store().listEpochs()).slice(1)).toMatchObject([
        { number: 2, reason: 'restored', beganAt: now + minute },
      ])
      const next = await store().markHistory(now + 2 * minute, null)
      expect(next).toMatchObject({ epoch: 2, knownUntil: now + minute })
      expect(judgeHistory(first, next)).toBe('newer-epoch')
    })

    it('keeps what the database knew for certain, and gives no number twice', async () => {
      await store().markHistory(now + 1000 * minute, null)
      await store().beginEpoch({ ...restored, atLeast: 7 })
      await store().beginEpoch({ ...restored, after: 7, knownUntil: now - minute, reason: 'went-back' })
      expect((await store().listEpochs()).slice(1)).toMatchObject([
        { number: 7, knownUntil: now + 1000 * minute },
        { number: 8, knownUntil: now - minute, reason: 'went-back' },
      ])
    })
  })

  describe('a new epoch', () => {
    it('REL-07 voids the open sessions before it: they take no event and no success, but an end', async () => {
      const { user, session } = await anOpenSession(store())
      const pin = aPin()
      await store().record(session.id, 1, [claimed], [{ do: 'stage', staged: { method: 'pin', pin } }])
      await store().beginEpoch(restored)
      const newer = aSession(user)
      await store().createSession(newer)
      expect(await recordOf(store(), session.id)).toMatchObject({ session: { epoch: 1 }, epoch: 2 })
      expect(await recordOf(store(), newer.id)).toMatchObject({ session: { epoch: 2 }, epoch: 2 })
      expect((await store().listVoid(now, 10)).map(({ id }) => id)).toEqual([session.id])
      expect(await store().listVoid(session.expiresAt, 10)).toEqual([])
      expect(await store().record(session.id, 2, [claimed])).toBe('conflict')
      expect(await store().finishOnce(aSuccess(session.id))).toBe('conflict')
      const end = anEnd(session.id, { outcome: 'cancelled', reason: 'service-restored' })
      expect(await store().finishOnce(end)).toBe('finished')
      expect(await store().listVoid(now, 10)).toEqual([])
      expect(await store().record(newer.id, 1, [claimed])).toBe('recorded')
      expect(await store().finishOnce(aSuccess(newer.id))).toBe('finished')
    })

    it('lists what it voids, the next to expire first, as many as asked for', async () => {
      const { user } = await aWorld(store())
      const sessions = [3, 1, 2].map((minutes) => aSession(user, { expiresAt: now + minutes * minute }))
      for (const session of sessions) await store().createSession(session)
      await store().beginEpoch(restored)
      const listed = await store().listVoid(now, 2)
      expect(listed.map(({ expiresAt }) => expiresAt)).toEqual([now + minute, now + 2 * minute])
    })

    it('REL-06 REL-07 never gives out a receipt that may have been redeemed in lost commits, nor burns it', async () => {
      const { session } = await anOpenSession(store())
      await store().finishOnce(aSuccess(session.id))
      await store().beginEpoch(restored)
      const answers = await parallel(20, (i) => store().redeemOnce(session.id, now, i % 2 ? 'redeemed' : 'burned'))
      expect(countOf(answers, 'void')).toBe(20)
      expect(await store().findSession(session.id)).toMatchObject({ outcome: 'succeeded', redemption: null })
    })

    it('still says of a receipt that it was redeemed', async () => {
      const { session } = await anOpenSession(store())
      await store().finishOnce(aSuccess(session.id))
      await store().redeemOnce(session.id, now, 'redeemed')
      await store().beginEpoch(restored)
      expect(await store().redeemOnce(session.id, now, 'redeemed')).toBe('already')
    })

    it('REL-06 has one order with a redemption that comes in the same moment', async () => {
      const { session } = await anOpenSession(store())
      await store().finishOnce(aSuccess(session.id))
      const [redeemed, begun] = await Promise.all([
        store().redeemOnce(session.id, now, 'redeemed'),
        store().beginEpoch(restored),
      ])
      expect(begun).toBe('begun')
      expect(redeemed).toBe((await store().findSession(session.id))?.redemption === 'redeemed' ? 'done' : 'void')
    })
  })
}
