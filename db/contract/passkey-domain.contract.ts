import { describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { aPasskey, aPin, aUser, aWorld, countOf, enrol, now, parallel } from './rows.ts'

/** The domain that the passkeys of a database belong to. */
export function passkeyDomainContract(store: () => Store): void {
  describe('the domain of passkeys', () => {
    it('WA-18 is pinned once, whoever else comes with another', async () => {
      expect(await store().findPasskeyDomain()).toBeNull()
      const pinned = await parallel(10, (i) => store().pinPasskeyDomain(`host-${i}.example`, now + i))
      expect(new Set(pinned).size).toBe(1)
      expect(await store().pinPasskeyDomain('late.example', now)).toBe(pinned[0])
      expect(await store().findPasskeyDomain()).toBe(pinned[0])
    })

    it('WA-18 moves only from the one that is pinned, and only once', async () => {
      expect(await store().movePasskeyDomain('old.example', 'new.example', now)).toBe('conflict')
      await store().pinPasskeyDomain('old.example', now)
      expect(await store().movePasskeyDomain('other.example', 'new.example', now)).toBe('conflict')
      const moved = await parallel(5, (i) => store().movePasskeyDomain('old.example', `new-${i}.example`, now + 1))
      expect(countOf(moved, 'moved')).toBe(1)
      expect(await store().pinPasskeyDomain('old.example', now)).toBe(`new-${moved.indexOf('moved')}.example`)
    })

    it('WA-18 has holders: each user with a passkey once, in pages', async () => {
      const { platform } = await aWorld(store())
      const users = await Promise.all(
        Array.from({ length: 4 }, async (_, i) => {
          const user = aUser(platform.id)
          await store().saveUser(user, null)
          let enrolled = await enrol(store(), user, [{ method: 'pin', pin: aPin() }])
          for (let made = 0; made < i; made++) {
            enrolled = await enrol(store(), enrolled, [{ method: 'passkey', passkey: aPasskey() }])
          }
          return enrolled
        }),
      )
      const holding = users.slice(1).toSorted((one, other) => (one.id < other.id ? -1 : 1))
      const first = await store().listPasskeyHolders('', 2)
      const rest = await store().listPasskeyHolders(first.at(-1)?.userId ?? '', 2)
      expect([...first, ...rest]).toEqual(
        holding.map(({ id, platformId, externalId }) => ({ userId: id, platformId, externalId })),
      )
      expect(await store().listPasskeyHolders(rest.at(-1)?.userId ?? '', 2)).toEqual([])
    })
  })
}
