import { describe, expect, it } from 'vitest'
import { noBrand } from '../../lib/sca/brand.ts'
import { noFailures } from '../../lib/sca/limits.ts'
import type { Store } from '../store.ts'
import {
  aKey,
  aLogo,
  aPasskey,
  aPhone,
  aPin,
  aPlatform,
  aUser,
  aWorld,
  countOf,
  enrol,
  fresh,
  now,
  parallel,
  userOf,
} from './rows.ts'

/** Platforms and users. */
export function peopleContract(store: () => Store): void {
  describe('platforms', () => {
    it('keeps a platform with its return URLs in order', async () => {
      const platform = aPlatform({ returnUrls: ['https://z.test', 'https://a.test', 'myapp://back'] })
      expect(await store().createPlatform(platform, [])).toBe('created')
      expect(await store().findPlatform(platform.id)).toEqual(platform)
      expect(await store().findPlatform('nobody')).toBeNull()
    })

    it('makes a platform once', async () => {
      const platform = aPlatform()
      const answers = await parallel(5, (i) =>
        store().createPlatform({ ...platform, name: `name ${i}` }, [aKey(platform.id)]),
      )
      expect(countOf(answers, 'created')).toBe(1)
      expect(countOf(answers, 'exists')).toBe(4)
      expect(await store().listApiKeys(platform.id)).toHaveLength(1)
    })

    it('API-01 keeps what a key may do, from where, and when it was used last, which never goes back', async () => {
      const { platform } = await aWorld(store())
      const key = aKey(platform.id, { scopes: ['read'], addresses: ['203.0.113.0/24'] })
      await store().addApiKey(key)
      expect(await store().listApiKeys(platform.id)).toEqual([key])
      const may = { scopes: ['read'], addresses: ['203.0.113.0/24'], keyId: key.id, platform }
      expect(await store().findPlatformByKey(key.keyHash)).toEqual({ ...may, lastUsedAt: null })
      await parallel(5, (i) => store().noteKeyUse(key.id, now + i))
      await store().noteKeyUse(key.id, now)
      expect(await store().findPlatformByKey(key.keyHash)).toEqual({ ...may, lastUsedAt: now + 4 })
      await store().noteKeyUse('nobody', now)
    })

    it('replaces name, policy and return URLs', async () => {
      const platform = aPlatform()
      await store().createPlatform(platform, [])
      const changed = { ...platform, name: 'Southwind', policy: 'mangopay' as const, returnUrls: ['https://new.test'] }
      expect(await store().updatePlatform(changed)).toBe('updated')
      expect(await store().findPlatform(platform.id)).toEqual(changed)
      expect(await store().updatePlatform({ ...changed, returnUrls: [] })).toBe('updated')
      expect((await store().findPlatform(platform.id))?.returnUrls).toEqual([])
      expect(await store().updatePlatform(aPlatform())).toBe('unknown')
    })

    it('keeps a brand, and of its logos only the one that the brand names', async () => {
      const old = aLogo()
      const platform = aPlatform({ brand: { primary: '#1d4fc4', secondary: null, logo: old.logo } })
      await store().createPlatform(platform, [], old.row(platform.id))
      expect(await store().findPlatform(platform.id)).toEqual(platform)
      expect(await store().findLogo(old.logo.hash)).toEqual(old.row(platform.id))

      const renamed = { ...platform, name: 'Southwind' }
      await store().updatePlatform(renamed)
      expect(await store().findLogo(old.logo.hash)).toEqual(old.row(platform.id))

      const young = aLogo()
      const redrawn = { ...renamed, brand: { ...platform.brand, secondary: '#0a3f3c', logo: young.logo } }
      await store().updatePlatform(redrawn, young.row(platform.id))
      expect(await store().findPlatform(platform.id)).toEqual(redrawn)
      expect(await store().findLogo(old.logo.hash)).toBeNull()
      expect(await store().findLogo(young.logo.hash)).toEqual(young.row(platform.id))

      await store().updatePlatform({ ...redrawn, brand: noBrand })
      expect((await store().findPlatform(platform.id))?.brand).toEqual(noBrand)
      expect(await store().findLogo(young.logo.hash)).toBeNull()
    })

    it('two platforms may show the same logo, and each loses only its own', async () => {
      const shared = aLogo()
      const [one, other] = [0, 1].map(() => aPlatform({ brand: { ...noBrand, logo: shared.logo } }))
      if (!one || !other) throw new Error('two were made')
      await store().createPlatform(one, [], shared.row(one.id))
      await store().createPlatform(other, [], shared.row(other.id))
      await store().updatePlatform({ ...one, brand: noBrand })
      expect((await store().findLogo(shared.logo.hash))?.platformId).toBe(other.id)
    })

    it('writes no logo of a platform that is there already or not at all', async () => {
      const platform = aPlatform()
      await store().createPlatform(platform, [])
      const { logo, row } = aLogo()
      expect(await store().createPlatform({ ...platform, brand: { ...noBrand, logo } }, [], row(platform.id))).toBe(
        'exists',
      )
      const nobody = aPlatform({ brand: { ...noBrand, logo } })
      expect(await store().updatePlatform(nobody, row(nobody.id))).toBe('unknown')
      expect(await store().findLogo(logo.hash)).toBeNull()
    })

    it('lists platforms, oldest first', async () => {
      const [second, first] = [aPlatform({ createdAt: now + 1 }), aPlatform({ createdAt: now })]
      await store().createPlatform(second, [])
      await store().createPlatform(first, [])
      expect(await store().listPlatforms()).toEqual([first, second])
    })

    it('finds the platform of an active key, and of no other', async () => {
      const platform = aPlatform()
      const key = aKey(platform.id)
      await store().createPlatform(platform, [key])
      expect(await store().findPlatformByKey(key.keyHash)).toMatchObject({ platform, keyId: key.id })
      expect(await store().findPlatformByKey('unknown')).toBeNull()
      expect(await store().revokeApiKey(key.id, now + 5)).toBe('revoked')
      expect(await store().findPlatformByKey(key.keyHash)).toBeNull()
    })

    it('keeps the time of the first revocation', async () => {
      const platform = aPlatform()
      const key = aKey(platform.id)
      await store().createPlatform(platform, [key])
      await store().revokeApiKey(key.id, now + 5)
      expect(await store().revokeApiKey(key.id, now + 9)).toBe('revoked-before')
      expect(await store().listApiKeys(platform.id)).toEqual([{ ...key, revokedAt: now + 5 }])
      expect(await store().revokeApiKey('unknown', now)).toBe('unknown')
    })

    it('has at most two active keys, also in a race', async () => {
      const platform = aPlatform()
      const key = aKey(platform.id)
      await store().createPlatform(platform, [key])
      const answers = await parallel(10, () => store().addApiKey(aKey(platform.id)))
      expect(countOf(answers, 'added')).toBe(1)
      expect(countOf(answers, 'too-many')).toBe(9)
      await store().revokeApiKey(key.id, now)
      expect(await store().addApiKey(aKey(platform.id))).toBe('added')
    })

    it('does not begin a platform with three active keys', async () => {
      const platform = aPlatform()
      const keys = [aKey(platform.id), aKey(platform.id), aKey(platform.id)]
      await expect(store().createPlatform(platform, keys)).rejects.toThrow('at most 2')
      expect(await store().findPlatform(platform.id)).toBeNull()
    })

    it('refuses a key of an unknown platform', async () => {
      await expect(store().addApiKey(aKey('unknown'))).rejects.toThrow(/foreign key/i)
    })
  })

  describe('users', () => {
    it('keeps every field of a user, with no credentials and no failures', async () => {
      const { platform } = await aWorld(store())
      const user = aUser(platform.id, {
        type: 'legal',
        category: 'payer',
        phoneSealed: 'phone',
        emailChanged: true,
        phoneChanged: true,
        previousEmailSealed: 'old',
        enrolledAt: now,
        lastScaAt: now,
        offerDeclinedAt: now,
      })
      expect(await store().saveUser(user, null)).toBe('saved')
      expect(await store().findUser(platform.id, user.externalId)).toEqual({
        user,
        credentials: { pin: null, phone: null, passkeys: [] },
        series: noFailures,
      })
    })

    it('API-04 finds a user of its own platform alone', async () => {
      const { user } = await aWorld(store())
      const { platform: other } = await aWorld(store())
      expect(await store().findUser(other.id, user.externalId)).toBeNull()
      const twin = aUser(other.id, { externalId: user.externalId })
      expect(await store().saveUser(twin, null)).toBe('saved')
      expect((await userOf(store(), twin)).user.id).toBe(twin.id)
    })

    it('inserts a user once', async () => {
      const { platform } = await aWorld(store())
      const externalId = fresh('customer')
      const answers = await parallel(20, () => store().saveUser(aUser(platform.id, { externalId }), null))
      expect(countOf(answers, 'saved')).toBe(1)
      expect(countOf(answers, 'conflict')).toBe(19)
    })

    it('has one winner of a race, and counts the version itself', async () => {
      const { user } = await aWorld(store())
      const answers = await parallel(20, (i) => store().saveUser({ ...user, locale: `l${i}` }, 1))
      expect(countOf(answers, 'saved')).toBe(1)
      const { user: after } = await userOf(store(), user)
      expect(after).toEqual({ ...user, locale: `l${answers.indexOf('saved')}`, version: 2 })
      expect(await store().saveUser(after, 1)).toBe('conflict')
      expect(await store().saveUser(after, 2)).toBe('saved')
    })

    it('refuses a user of an unknown platform', async () => {
      await expect(store().saveUser(aUser('unknown'), null)).rejects.toThrow(/foreign key/i)
    })

    it('knows a credential id over all users', async () => {
      const { user } = await aWorld(store())
      const passkey = aPasskey()
      expect(await store().passkeyExists(passkey.credentialId)).toBe(false)
      await enrol(store(), user, [{ method: 'passkey', passkey }])
      expect(await store().passkeyExists(passkey.credentialId)).toBe(true)
    })

    it('gives the credentials back as they were made', async () => {
      const { user } = await aWorld(store())
      const [pin, phone, passkey] = [aPin(), aPhone(), aPasskey({ transports: [], lastUsedAt: now })]
      await enrol(store(), user, [
        { method: 'pin', pin },
        { method: 'phone', phone },
        { method: 'passkey', passkey },
      ])
      expect((await userOf(store(), user)).credentials).toEqual({ pin, phone, passkeys: [passkey] })
    })
  })
}
