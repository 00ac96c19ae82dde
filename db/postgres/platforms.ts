import { and, asc, count, eq, getTableColumns, isNull, ne, sql } from 'drizzle-orm'
import { activeKeys } from '../../lib/sca/api-scope.ts'
import { slot, slots } from '../slots.ts'
import type { ApiKeyRow, LogoRow, PlatformRow, Store } from '../store.ts'
import { type Connection, prepared } from './prepared.ts'
import { apiKey, logo, platform, returnUrl } from './schema.ts'
import type { Transactions } from './transactions.ts'

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
    select coalesce(json_agg(${returnUrl.url} order by ${returnUrl.position}), '[]'::json)
    from ${returnUrl} where ${returnUrl.platformId} = ${platform.id}
  )`,
}

/** What a key may do. */
const ofKey = { scopes: apiKey.scopes, addresses: apiKey.addresses, lastUsedAt: apiKey.lastUsedAt }

const byId = eq(platform.id, slot('id'))
const keyOf = eq(apiKey.platformId, slot('platformId'))
const statements = prepared('platforms', (orm) => ({
  insert: orm.insert(platform).values(slots(platform)).onConflictDoNothing(),
  update: orm
    .update(platform)
    .set({ name: slot('name'), policy: slot('policy'), brand: slot('brand') })
    .where(byId),
  lock: orm.select({ id: platform.id }).from(platform).where(byId).for('no key update'),
  dropUrls: orm.delete(returnUrl).where(eq(returnUrl.platformId, slot('id'))),
  addUrl: orm.insert(returnUrl).values(slots(returnUrl)),
  dropLogo: orm.delete(logo).where(and(eq(logo.platformId, slot('id')), ne(logo.hash, slot('hash')))),
  putLogo: orm
    .insert(logo)
    .values(slots(logo))
    .onConflictDoUpdate({
      target: logo.platformId,
      set: { hash: slot('hash'), type: slot('type'), bytes: slot('bytes') },
    }),
  logoByHash: orm
    .select()
    .from(logo)
    .where(eq(logo.hash, slot('hash')))
    .limit(1),
  all: orm.select(platformColumns).from(platform).orderBy(asc(platform.createdAt), asc(platform.id)),
  one: orm.select(platformColumns).from(platform).where(byId),
  byKey: orm
    .select({ platform: platformColumns, keyId: apiKey.id, ...ofKey })
    .from(apiKey)
    .innerJoin(platform, eq(platform.id, apiKey.platformId))
    .where(and(eq(apiKey.keyHash, slot('keyHash')), isNull(apiKey.revokedAt))),
  insertKey: orm.insert(apiKey).values(slots(apiKey)),
  countKeys: orm
    .select({ active: count() })
    .from(apiKey)
    .where(and(keyOf, isNull(apiKey.revokedAt))),
  keys: orm.select().from(apiKey).where(keyOf).orderBy(asc(apiKey.createdAt), asc(apiKey.id)),
  revoke: orm
    .update(apiKey)
    .set({ revokedAt: slot('at') })
    .where(and(eq(apiKey.id, slot('id')), isNull(apiKey.revokedAt))),
  used: orm
    .update(apiKey)
    .set({ lastUsedAt: sql`greatest(${apiKey.lastUsedAt}, ${slot('at')})` })
    .where(eq(apiKey.id, slot('id'))),
  keyKnown: orm
    .select({ id: apiKey.id })
    .from(apiKey)
    .where(eq(apiKey.id, slot('id'))),
}))

/** Lets nobody else count what a platform has, until the transaction ends. */
export async function lockPlatform(at: Connection, id: string): Promise<void> {
  await statements(at).lock.run({ id })
}

/** Platforms, their return URLs and API keys. */
export function platforms({ read, write }: Transactions): Verbs {
  return {
    createPlatform: (row, itsKeys, itsLogo) =>
      write(async (at) => {
        if ((await statements(at).insert.run({ ...row })) === 0) return 'exists'
        await writeParts(at, row, itsLogo)
        for (const key of itsKeys) {
          if ((await addKey(at, key)) === 'too-many') {
            throw new Error(`A platform begins with at most ${activeKeys} active keys.`)
          }
        }
        return 'created'
      }),
    updatePlatform: (row, itsLogo) =>
      write(async (at) => {
        if ((await statements(at).update.run({ ...row })) === 0) return 'unknown'
        await writeParts(at, row, itsLogo)
        return 'updated'
      }),
    findLogo: async (hash) => (await read((at) => statements(at).logoByHash.get({ hash }))) ?? null,
    findPlatform: async (id) => (await read((at) => statements(at).one.get({ id }))) ?? null,
    listPlatforms: () => read((at) => statements(at).all.all()),
    addApiKey: (key) =>
      write(async (at) => {
        await lockPlatform(at, key.platformId)
        return addKey(at, key)
      }),
    revokeApiKey: (id, when) =>
      write(async (at) => {
        const { revoke, keyKnown } = statements(at)
        if ((await revoke.run({ id, at: when })) > 0) return 'revoked'
        return (await keyKnown.get({ id })) === undefined ? 'unknown' : 'revoked-before'
      }),
    listApiKeys: (platformId) => read((at) => statements(at).keys.all({ platformId })),
    findPlatformByKey: async (keyHash) => (await read((at) => statements(at).byKey.get({ keyHash }))) ?? null,
    noteKeyUse: (id, when) => write(async (at) => void (await statements(at).used.run({ id, at: when }))),
  }
}

async function writeParts(at: Connection, { id, returnUrls, brand }: PlatformRow, itsLogo?: LogoRow): Promise<void> {
  const { dropUrls, addUrl, dropLogo, putLogo } = statements(at)
  await dropUrls.run({ id })
  for (const [position, url] of returnUrls.entries()) await addUrl.run({ platformId: id, position, url })
  await dropLogo.run({ id, hash: brand.logo?.hash ?? '' })
  if (itsLogo) await putLogo.run({ ...itsLogo })
}

/** Of a platform that is locked. */
async function addKey(at: Connection, key: ApiKeyRow): Promise<'added' | 'too-many'> {
  const { active = 0 } = (await statements(at).countKeys.get({ platformId: key.platformId })) ?? {}
  if (key.revokedAt === null && active >= activeKeys) return 'too-many'
  await statements(at).insertKey.run({ ...key })
  return 'added'
}
