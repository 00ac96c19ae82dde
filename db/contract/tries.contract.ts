import { describe, expect, it } from 'vitest'
import { blockForGood, noFailures, refundTry, spendTry } from '../../lib/sca/limits.ts'
import { policies } from '../../lib/sca/policy.ts'
import type { Store } from '../store.ts'
import { anOpenSession, aWorld, minute, now, parallel, seriesOf } from './rows.ts'

const limits = policies.strict.tries

/** Failed tries of a user. */
export function triesContract(store: () => Store): void {
  describe('tries', () => {
    const spend = (series: typeof noFailures) => spendTry(series, now, limits)

    it('RTS-27 OTP-07 REL-01 lets exactly five of two hundred parallel tries through', async () => {
      const { user } = await aWorld(store())
      const answers = await parallel(200, () => store().reserveTry(user.id, spend))
      const spent = answers.filter((series) => series !== null)
      expect(spent.map((series) => series.failures).toSorted()).toEqual([1, 2, 3, 4, 5])
      const after = { failures: 5, blockedUntil: now + limits.firstBlockMs, permanent: false }
      expect(spent).toContainEqual(after)
      expect(await seriesOf(store(), user)).toEqual(after)
    })

    it('writes nothing when nothing may be spent', async () => {
      const { user } = await aWorld(store())
      expect(await store().reserveTry(user.id, () => null)).toBeNull()
      expect(await seriesOf(store(), user)).toEqual(noFailures)
    })

    it('counts each user alone', async () => {
      const [{ user: one }, { user: other }] = [await aWorld(store()), await aWorld(store())]
      await store().reserveTry(one.id, spend)
      expect((await seriesOf(store(), one)).failures).toBe(1)
      expect(await seriesOf(store(), other)).toEqual(noFailures)
    })

    it('changes a series, and gives the new one back', async () => {
      const { user } = await aWorld(store())
      const permanent = { failures: 50, blockedUntil: now + minute, permanent: true }
      expect(await store().changeSeries(user.id, () => permanent)).toEqual(permanent)
      expect(await seriesOf(store(), user)).toEqual(permanent)
      expect(await store().changeSeries(user.id, () => noFailures)).toEqual(noFailures)
      expect(await seriesOf(store(), user)).toEqual(noFailures)
    })

    it('RTS-29 REL-01 a try given back at the very moment never lifts the block that the platform sets', async () => {
      for (const failures of [49, 44, 4]) {
        for (let round = 0; round < 8; round++) {
          const { user, session } = await anOpenSession(store())
          await store().changeSeries(user.id, () => ({ ...noFailures, failures }))
          await store().reserveTry(user.id, spend)
          const change = (series: typeof noFailures) => refundTry(series, limits)
          const [block, refund] = [
            () => store().changeSeries(user.id, blockForGood),
            () => store().record(session.id, 1, [], [{ do: 'change-series', userId: user.id, change }]),
          ]
          await Promise.all(round % 2 === 0 ? [block(), refund()] : [refund(), block()])
          expect(await seriesOf(store(), user)).toEqual({ failures, blockedUntil: null, permanent: true })
        }
      }
    })

    it('shows the series in the session too', async () => {
      const { user, session } = await anOpenSession(store())
      await store().reserveTry(user.id, spend)
      expect((await store().loadSession(session.id))?.series.failures).toBe(1)
    })

    it('refuses a try of an unknown user', async () => {
      await expect(store().reserveTry('unknown', spend)).rejects.toThrow(/foreign key/i)
    })

    it('leaves the series as it was when the rule throws', async () => {
      const { user } = await aWorld(store())
      const fault = () => {
        throw new Error('a fault in a rule')
      }
      const [, failed] = await Promise.allSettled([
        store().reserveTry(user.id, spend),
        store().reserveTry(user.id, fault),
        store().reserveTry(user.id, spend),
      ])
      expect(failed).toMatchObject({ status: 'rejected', reason: { message: 'a fault in a rule' } })
      expect((await seriesOf(store(), user)).failures).toBe(2)
    })
  })
}
