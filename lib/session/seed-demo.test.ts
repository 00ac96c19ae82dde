import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openPostgresStore } from '../../db/postgres/store.ts'
import { testDatabase } from '../../db/postgres/testing/test-database.ts'
import { openSqliteStore } from '../../db/sqlite/store.ts'
import type { PlatformRow } from '../../db/store.ts'
import { colourFault } from '../brand/colour-fault.ts'
import { readLogo } from '../brand/read-logo.ts'
import { readConfig } from '../config.ts'
import { tokenHash } from '../keys/hash.ts'
import { makeRing } from '../keys/make-ring.ts'
import { systemClock } from '../ports/clock.ts'
import { systemRandom } from '../ports/random.ts'
import { noBrand } from '../sca/brand.ts'
import { apiKeyRow, drawApiKey } from './api-key.ts'
import { seedDemo } from './seed-demo.ts'

const keys = JSON.stringify(makeRing())
const store = openSqliteStore(':memory:')

function deps(key?: string, returnUrls = 'http://localhost:4000/return', into = store) {
  const config = readConfig({ ASSENT_KEYS: keys, ASSENT_DEMO_KEY: key, ASSENT_DEMO_RETURN_URLS: returnUrls })
  return { config, store: into, clock: systemClock, random: systemRandom }
}

const drawn = () => drawApiKey(deps())
const active = async () => (await store.listApiKeys('demo')).filter(({ revokedAt }) => revokedAt === null)

describe('seedDemo', () => {
  it('REL-02 is done once by servers that start together on one PostgreSQL', async () => {
    const database = await testDatabase()
    const stores = [1, 2, 3, 4].map(() => openPostgresStore(database.url, { random: systemRandom, pause }))
    await Promise.all(stores.map((one) => one.ping()))
    const key = drawn()
    await Promise.all(stores.map((into) => seedDemo(deps(key, 'http://localhost:4000/return', into))))
    expect(await stores[0]?.listApiKeys('demo')).toHaveLength(1)
    for (const one of stores) await one.close()
    await database.drop()
  })

  const first = drawn()

  it('does nothing without a demo key', async () => {
    await seedDemo(deps())
    expect(await store.listPlatforms()).toEqual([])
  })

  it('makes the platform with its key and return URLs, and again changes nothing', async () => {
    await seedDemo(deps(first))
    const made = await store.findPlatformByKey(tokenHash(first))
    expect(made?.platform).toMatchObject({ id: 'demo', name: 'Northwind', policy: 'strict' })
    expect(made?.platform.returnUrls).toEqual(['http://localhost:4000/return'])
    await seedDemo(deps(first))
    expect(await store.findPlatformByKey(tokenHash(first))).toEqual(made)
    expect(await active()).toHaveLength(1)
  })

  it('follows changed return URLs and keeps a changed policy', async () => {
    const platform = (await store.findPlatform('demo'))!
    await store.updatePlatform({ ...platform, policy: 'mangopay' })
    await seedDemo(deps(first, 'http://localhost:4100/return, https://shop.example/back'))
    expect(await store.findPlatform('demo')).toEqual({
      ...platform,
      policy: 'mangopay',
      returnUrls: ['http://localhost:4100/return', 'https://shop.example/back'],
    })
  })

  it('lets a third key take the place of the oldest', async () => {
    const [second, third] = [drawn(), drawn()]
    await seedDemo(deps(second))
    await seedDemo(deps(third))
    const hashes = (await active()).map(({ keyHash }) => keyHash).sort()
    expect(hashes).toEqual([tokenHash(second), tokenHash(third)].sort())
    await expect(seedDemo(deps(first))).rejects.toThrow('revoked')
  })

  it('brings a logo and colours that would be accepted of anybody, and leaves those that an operator set', async () => {
    const into = openSqliteStore(':memory:')
    const seeded = deps(drawn(), undefined, into)
    await seedDemo(seeded)
    const { brand, ...platform } = (await into.findPlatform('demo')) ?? {}
    expect(brand?.primary && colourFault(brand.primary)).toBeNull()
    const logo = await into.findLogo(brand?.logo?.hash ?? '')
    const read = await readLogo(logo?.bytes ?? Buffer.alloc(0))
    expect(read).toMatchObject({ logo: { width: brand?.logo?.width, height: brand?.logo?.height } })
    expect(
      createHash('sha256')
        .update(logo?.bytes ?? '')
        .digest('base64url'),
    ).toBe(logo?.hash)
    await into.updatePlatform({ ...(platform as PlatformRow), brand: noBrand })
    await seedDemo(seeded)
    expect((await into.findPlatform('demo'))?.brand).toEqual(noBrand)
  })

  it('refuses an address that cannot be registered and a key of another platform', async () => {
    await expect(seedDemo(deps(drawn(), 'http://shop.example/back'))).rejects.toThrow('insecure')
    const key = drawn()
    const other = {
      id: 'other',
      name: 'Other',
      policy: 'strict' as const,
      returnUrls: [],
      brand: noBrand,
      createdAt: 1,
    }
    await store.createPlatform(other, [apiKeyRow(deps(), 'other', key)])
    await expect(seedDemo(deps(key))).rejects.toThrow('in use by the platform other')
  })
})
