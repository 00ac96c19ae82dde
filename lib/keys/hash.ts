import { createHmac, createSecretKey, hash } from 'node:crypto'
import { currentSecret, type KeyRing } from './ring.ts'

/** Hash of a random token or key of 208 bits and more, under which it is stored. Hex. */
export function tokenHash(token: string): string {
  return hash('sha256', token, 'hex')
}

/** Keyed hash under which an address or number can be looked up. In: ring, what kind it is, the value. Out: hex. */
export function lookupHash(keys: KeyRing, kind: 'phone' | 'email', value: string): string {
  return withLookupKey(keys, `${kind}\n${value}`)
}

/** All hashes under which an address or number may have been filed: one per key of the ring, that in use first. */
export function lookupHashes(keys: KeyRing, kind: 'phone' | 'email', value: string): string[] {
  return keys.lookup.map((key) => lookupHash({ ...keys, lookup: [key] }, kind, value))
}

/** Keyed hash under which uses of something limited are counted. In: ring, the limit's name, what is limited. Out: hex. */
export function useKey(keys: KeyRing, name: string, of: string): string {
  return withLookupKey(keys, `use\n${name}\n${of}`)
}

function withLookupKey(keys: KeyRing, text: string): string {
  return createHmac('sha256', createSecretKey(currentSecret(keys, 'lookup').key))
    .update(text)
    .digest('hex')
}
