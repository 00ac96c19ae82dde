import { type CryptoKey, importJWK } from 'jose'
import type { KeyRing } from '../keys/ring.ts'
import type { Deps } from './deps.ts'

type SigningEntry = KeyRing['signing'][number]

/** How long a new key is published before it signs: twice as long as caches keep the key set. */
const publishedFirstMs = 600_000

/** Reading a key costs more than signing with it. */
const imported = new WeakMap<SigningEntry, Promise<CryptoKey>>()

/**
 * The key that signs now: the newest of the ring that everybody can know. In: the parts, the time (epoch ms). Out: its id
 * and the key.
 */
export async function signingKey(
  deps: Pick<Deps, 'config' | 'store'>,
  at: number,
): Promise<{ kid: string; key: CryptoKey }> {
  const entry = await knownToAll(deps, at)
  if (!entry) throw new Error('the key ring has no signing key')
  const known = imported.get(entry) ?? (importJWK(entry.jwk, 'ES256') as Promise<CryptoKey>)
  imported.set(entry, known)
  return { kid: entry.id, key: await known }
}

/** Where none has been out long enough, it is the oldest: the last of the ring. */
async function knownToAll(
  { config, store }: Pick<Deps, 'config' | 'store'>,
  at: number,
): Promise<SigningEntry | undefined> {
  const { signing } = config.keys
  if (signing.length < 2) return signing[0]
  const published = new Map((await store.listSigningKeys()).map(({ kid, createdAt }) => [kid, createdAt]))
  const settled = signing.find(({ id }) => at - (published.get(id) ?? at) >= publishedFirstMs)
  return settled ?? signing.at(-1)
}
