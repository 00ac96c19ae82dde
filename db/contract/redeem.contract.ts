import { describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { anAct, eraseAll } from './care-rows.ts'
import { anEnd, anOpenSession, aSuccess, countOf, fresh, now, parallel } from './rows.ts'

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

    async function answerFor(platformId: string) {
      const claim = { platformId, key: fresh('idem'), fingerprint: 'body', now }
      await store().beginAnswer(claim)
      return { claim, answer: { platformId, key: claim.key, status: 200, bodySealed: 'names the user' } }
    }
    const erasureOf = (userId: string) => {
      const act = anAct(userId, { did: 'erased' })
      return { userId, pseudonym: fresh('erased'), at: now, act }
    }

    it('PII-04 keeps no answer that was made before its user was erased', async () => {
      const { platform, user, session } = await anOpenSession(store())
      await store().finishOnce(aSuccess(session.id))
      const { claim, answer } = await answerFor(platform.id)
      const late = await answerFor(platform.id)
      await store().eraseUser(erasureOf(user.id))
      expect(await store().redeemOnce(session.id, now, 'redeemed', answer)).toBe('done')
      expect(await store().beginAnswer(claim)).toEqual({ begun: true })
      await store().finishAnswer({ ...late.answer, userId: user.id })
      expect(await store().beginAnswer(late.claim)).toEqual({ begun: true })
    })

    it('PII-04 REL-02 redeemed and erased at once, no answer stays that names the user', async () => {
      for (let round = 0; round < 20; round++) {
        const { platform, user, session } = await anOpenSession(store())
        await store().finishOnce(aSuccess(session.id))
        const [redeemed, finished] = [await answerFor(platform.id), await answerFor(platform.id)]
        await Promise.all([
          store().redeemOnce(session.id, now, 'redeemed', redeemed.answer),
          (async () => {
            await store().eraseUser(erasureOf(user.id))
            await eraseAll(store(), user.id)
          })(),
          store().finishAnswer({ ...finished.answer, userId: user.id }),
        ])
        expect(await store().beginAnswer(redeemed.claim)).toEqual({ begun: true })
        expect(await store().beginAnswer(finished.claim)).toEqual({ begun: true })
      }
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
