import { type CryptoKey, importJWK } from 'jose'
import type { KeyRing } from '../keys/ring.ts'

type SigningEntry = KeyRing['signing'][number]

/** Reading a key costs more than signing with it. */
const imported = new WeakMap<SigningEntry, Promise<CryptoKey>>()

/** The key that signs now: the first of the ring. Out: its id and the key. */
export async function signingKey(keys: KeyRing): Promise<{ kid: string; key: CryptoKey }> {
  const [entry] = keys.signing
  if (!entry) throw new Error('the key ring has no signing key')
  const known = imported.get(entry) ?? (importJWK(entry.jwk, 'ES256') as Promise<CryptoKey>)
  imported.set(entry, known)
  return { kid: entry.id, key: await known }
}
