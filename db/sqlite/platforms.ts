import { and, asc, count, eq, getTableColumns, isNull, ne, sql } from 'drizzle-orm'
import { activeKeys } from '../../lib/sca/api-scope.ts'
import type { ApiKeyRow, LogoRow, PlatformRow, Store } from '../store.ts'
import type { Database } from './open.ts'
import { apiKey, logo, platform, returnUrl } from './schema.ts'
import { atMost, slot, slots, sought } from './slots.ts'

type Verbs = Pick<
  Store,
  | 'createPlatform'
  | 'updatePlatform'
  | 'findPlatform'
  | 'findLogo'
  | 'listPlatforms'
  | 'addApiKey'
  | 'revokeApiKey'
  | 'listApiKeys'
  | 'findPlatformByKey'
  | 'noteKeyUse'
>

/** The columns of a platform with its return URLs, which spare a second statement. */
export const platformColumns = {
  ...getTableColumns(platform),
  returnUrls: sql<readonly string[]>`(
    select json_group_array(${returnUrl.url} order by ${returnUrl.position})
    from ${returnUrl} where ${returnUrl.platformId} = ${platform.id}
  )`.mapWith((urls: string) => JSON.parse(urls)),
}

/** What a key may do. */
const ofKey = { scopes: apiKey.scopes, addresses: apiKey.addresses, lastUsedAt: apiKey.lastUsedAt }

/** Platforms, their return URLs and API keys. */
export function platforms({ orm, write }: Database): Verbs {
  const insert = orm.insert(platform).values(slots(platform)).onConflictDoNothing().prepare()
  const update = orm
    .update(platform)
    .set({ name: slot('name'), policy: slot('policy'), brand: slot('brand') })
    .where(eq(platform.id, sought('id')))
    .prepare()
  const dropUrls = orm
    .delete(returnUrl)
    .where(eq(returnUrl.platformId, sought('id')))
    .prepare()
  const addUrl = orm.insert(returnUrl).values(slots(returnUrl)).prepare()
  const dropLogo = orm
    .delete(logo)
    .where(and(eq(logo.platformId, sought('id')), ne(logo.hash, sought('hash'))))
    .prepare()
  const putLogo = orm
    .insert(logo)
    .values(slots(logo))
    .onConflictDoUpdate({
      target: logo.platformId,
      set: { hash: slot('hash'), type: slot('type'), bytes: slot('bytes') },
    })
    .prepare()
  const logoByHash = orm
    .select()
    .from(logo)
    .where(eq(logo.hash, sought('hash')))
    .limit(atMost(1))
    .prepare()
  const all = orm.select(platformColumns).from(platform).orderBy(asc(platform.createdAt), asc(platform.id)).prepare()
  const one = orm
    .select(platformColumns)
    .from(platform)
    .where(eq(platform.id, sought('id')))
    .prepare()
  const byKey = orm
    .select({ platform: platformColumns, keyId: apiKey.id, ...ofKey })
    .from(apiKey)
    .innerJoin(platform, eq(platform.id, apiKey.platformId))
    .where(and(eq(apiKey.keyHash, sought('keyHash')), isNull(apiKey.revokedAt)))
    .prepare()
  const insertKey = orm.insert(apiKey).values(slots(apiKey)).prepare()
  const countKeys = orm
    .select({ active: count() })
    .from(apiKey)
    .where(and(eq(apiKey.platformId, sought('platformId')), isNull(apiKey.revokedAt)))
    .prepare()
  const keys = orm
    .select()
    .from(apiKey)
    .where(eq(apiKey.platformId, sought('platformId')))
    .orderBy(asc(apiKey.createdAt), asc(apiKey.id))
    .prepare()
  const revoke = orm
    .update(apiKey)
    .set({ revokedAt: slot('at') })
    .where(and(eq(apiKey.id, sought('id')), isNull(apiKey.revokedAt)))
    .prepare()
  const used = orm
    .update(apiKey)
    .set({ lastUsedAt: sql`max(coalesce(${apiKey.lastUsedAt}, 0), ${slot('at')})` })
    .where(eq(apiKey.id, sought('id')))
    .prepare()
  const keyKnown = orm
    .select({ id: apiKey.id })
    .from(apiKey)
    .where(eq(apiKey.id, sought('id')))
    .prepare()

  function writeUrls(row: PlatformRow): void {
    dropUrls.run({ id: row.id })
    for (const [position, url] of row.returnUrls.entries()) addUrl.run({ platformId: row.id, position, url })
  }

  function writeLogo({ id, brand }: PlatformRow, given?: LogoRow): void {
    dropLogo.run({ id, hash: brand.logo?.hash ?? '' })
    if (given) putLogo.run({ ...given })
  }

  function addKey(key: ApiKeyRow): 'added' | 'too-many' {
    const active = countKeys.get({ platformId: key.platformId })?.active ?? 0
    if (key.revokedAt === null && active >= activeKeys) return 'too-many'
    insertKey.run({ ...key })
    return 'added'
  }

  return {
    createPlatform: (row, itsKeys, itsLogo) =>
      write(() => {
        if (insert.run({ ...row }).changes === 0) return 'exists'
        writeUrls(row)
        writeLogo(row, itsLogo)
        for (const key of itsKeys) {
          if (addKey(key) === 'too-many') throw new Error(`A platform begins with at most ${activeKeys} active keys.`)
        }
        return 'created'
      }),
    updatePlatform: (row, itsLogo) =>
      write(() => {
        if (update.run({ ...row }).changes === 0) return 'unknown'
        writeUrls(row)
        writeLogo(row, itsLogo)
        return 'updated'
      }),
    findLogo: async (hash) => logoByHash.get({ hash }) ?? null,
    findPlatform: async (id) => one.get({ id }) ?? null,
    listPlatforms: async () => all.all(),
    addApiKey: (key) => write(() => addKey(key)),
    revokeApiKey: (id, at) =>
      write(() => {
        if (revoke.run({ id, at }).changes > 0) return 'revoked'
        return keyKnown.get({ id }) === undefined ? 'unknown' : 'revoked-before'
      }),
    listApiKeys: async (platformId) => keys.all({ platformId }),
    findPlatformByKey: async (keyHash) => byKey.get({ keyHash }) ?? null,
    noteKeyUse: (id, at) => write(() => void used.run({ id, at })),
  }
}
