import { describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { aUse, hour } from './care-rows.ts'
import { anOpenSession, aSession, aWorld, claimed, countOf, minute, now, parallel, recordOf } from './rows.ts'

/** Counters against abuse. */
export function counterContract(store: () => Store): void {
  describe('counters', () => {
    it('ANT-01 two hundred at once never exceed a limit', async () => {
      const use = aUse({ limit: 7 })
      const answers = await parallel(200, () => store().countUses([use], now))
      expect(countOf(answers, null)).toBe(7)
      expect(answers.at(-1)).toEqual({ limit: 'a-limit', retryAt: now + minute })
    })

    it('ANT-01 counts all or none', async () => {
      const [wide, narrow] = [aUse({ limit: 3 }), aUse({ limit: 1, name: 'narrow' })]
      expect(await store().countUses([wide, narrow], now)).toBeNull()
      const reached = await store().countUses([wide, narrow], now)
      expect(reached).toEqual({ limit: 'narrow', retryAt: now + minute })
      expect(await store().countUses([{ ...wide, amount: 2 }], now)).toBeNull()
      expect(await store().countUses([wide], now)).toMatchObject({ limit: 'a-limit' })
    })

    it('SMS-12 gives uses back, also beyond the limit, and never more than were counted', async () => {
      const use = aUse({ limit: 2 })
      const back = { ...use, amount: -1 }
      expect(await store().countUses([{ ...use, amount: 2 }], now)).toBeNull()
      expect(await store().countUses([use], now)).toMatchObject({ limit: 'a-limit' })
      expect(await store().countUses([back], now)).toBeNull()
      expect(await store().countUses([use], now)).toBeNull()
      expect(await store().countUses([{ ...back, limit: 1 }], now)).toBeNull()
      expect(await store().countUses([{ ...back, amount: -9 }], now)).toBeNull()
      expect(await store().countUses([{ ...use, amount: 2 }], now)).toBeNull()
      expect(await store().countUses([use], now)).toMatchObject({ limit: 'a-limit' })
    })

    it('begins anew when the window is over, which no use extends', async () => {
      const use = aUse({ limit: 2 })
      await store().countUses([use], now)
      await store().countUses([use], now + minute - 1)
      expect(await store().countUses([use], now + minute - 1)).toMatchObject({ retryAt: now + minute })
      expect(await store().countUses([use], now + minute)).toBeNull()
    })

    it('SMS-11 a limit that is reached leaves the log as it was', async () => {
      const { session } = await anOpenSession(store())
      const uses = [aUse({ limit: 1 })]
      const send = (seq: number) => store().record(session.id, seq, [claimed], [{ do: 'count-uses', uses, at: now }])
      expect(await send(1)).toBe('recorded')
      expect(await send(2)).toEqual({ limit: 'a-limit', retryAt: now + minute })
      expect((await recordOf(store(), session.id)).events).toHaveLength(2)
    })

    it('ANT-02 a user has only so many sessions in a window, also in a race', async () => {
      const { user } = await aWorld(store())
      const cap = { limit: 5, windowMs: hour }
      const mint = (createdAt: number) =>
        store().createSession(aSession(user, { createdAt }), undefined, undefined, cap)
      const answers = await parallel(20, (i) => mint(now + i))
      const minted = answers.flatMap((answer, i) => (Array.isArray(answer) ? [now + i] : []))
      expect(minted).toHaveLength(5)
      // Who comes first is not said.
      const retryAt = Math.min(...minted) + hour
      expect(answers.at(-1)).toEqual({ limit: 'sessions-of-user', retryAt })
      expect(await mint(retryAt - 1)).toMatchObject({ retryAt })
      expect(await mint(retryAt)).toEqual([])
    })
  })
}
