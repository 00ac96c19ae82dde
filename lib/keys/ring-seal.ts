import { currentSecret, type KeyRing, secretById } from './ring.ts'
import { seal, sealedBy, unseal } from './seal.ts'

/** Closes a text with the ring's field key. In: ring, what it belongs to, the text. Out: sealed text. */
export function sealWithRing(keys: KeyRing, belongsTo: string, text: string): string {
  const { id, key } = currentSecret(keys, 'field')
  return seal(key, id, belongsTo, text)
}

/** Opens it with whichever field key of the ring closed it. Throws where the ring has that key no longer. */
export function unsealWithRing(keys: KeyRing, belongsTo: string, sealed: string): string {
  const key = secretById(keys, 'field', sealedBy(sealed))
  if (!key) throw new Error(`the key ring has no field key ${sealedBy(sealed)}`)
  return unseal(key, belongsTo, sealed)
}
