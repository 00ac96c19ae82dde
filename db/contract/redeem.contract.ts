import { describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { anEnd, anOpenSession, aSuccess, countOf, now, parallel } from './rows.ts'

/** What is redeemed after the end. */
export function redeemContract(store: () => Store): void {
  describe('redeemOnce', () => {
    async function succeeded(): Promise<string> {
      const { session } = await anOpenSession(store())
      await store().finishOnce(aSuccess(session.id))
      return session.id
    }

    it('RTS-21 REL-02 is done once by fifty', async () => {
      const id = await succeeded()
      const answers = await parallel(50, (i) => store().redeemOnce(id, now + i, i % 2 === 0 ? 'redeemed' : 'burned'))
      expect(countOf(answers, 'done')).toBe(1)
      expect(countOf(answers, 'already')).toBe(49)
      const winner = answers.indexOf('done')
      const redemption = winner % 2 === 0 ? 'redeemed' : 'burned'
      expect(await store().findSession(id)).toMatchObject({ redeemedAt: now + winner, redemption })
    })

    it('stays as it was when burned', async () => {
      const id = await succeeded()
      expect(await store().redeemOnce(id, now, 'burned')).toBe('done')
      expect(await store().redeemOnce(id, now + 1, 'redeemed')).toBe('already')
      expect(await store().findSession(id)).toMatchObject({ redeemedAt: now, redemption: 'burned' })
    })

    it('throws for a session that did not succeed, or does not exist', async () => {
      const { session } = await anOpenSession(store())
      await expect(store().redeemOnce(session.id, now, 'redeemed')).rejects.toThrow('did not succeed')
      await store().finishOnce(anEnd(session.id))
      await expect(store().redeemOnce(session.id, now, 'redeemed')).rejects.toThrow('did not succeed')
      await expect(store().redeemOnce('unknown', now, 'redeemed')).rejects.toThrow('did not succeed')
      expect((await store().findSession(session.id))?.redeemedAt).toBeNull()
    })
  })
}
