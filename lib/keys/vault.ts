import { randomBytes } from 'node:crypto'
import type { KeyRing } from './ring.ts'
import { sealWithRing, unsealWithRing } from './ring-seal.ts'
import { seal, unseal } from './seal.ts'

/** Seals and opens what belongs to one user, with that user's own data key. Shredding the key erases the user. */
export interface Vault {
  seal(field: string, text: string): string
  open(field: string, sealed: string): string
}

/** A new data key, wrapped by the ring. In: ring, our id of the user. Out: what is stored. */
export function makeDataKey(keys: KeyRing, userId: string): string {
  return sealWithRing(keys, `data-key ${userId}`, randomBytes(32).toString('base64url'))
}

/**
 * Opens a user's vault. In: ring, the user's id and wrapped key. Out: the vault; of an erased user one that opens nothing.
 * The key is unwrapped once something is asked of the vault, which throws then where the ring lacks the key.
 */
export function openVault(keys: KeyRing, user: { readonly id: string; readonly dataKeyWrapped: string }): Vault {
  if (user.dataKeyWrapped === '') return { seal: shredded, open: shredded }
  let unwrapped: Buffer | undefined
  const key = () => {
    unwrapped ??= Buffer.from(unsealWithRing(keys, `data-key ${user.id}`, user.dataKeyWrapped), 'base64url')
    return unwrapped
  }
  return {
    seal: (field, text) => seal(key(), 'user', `${user.id} ${field}`, text),
    open: (field, sealed) => unseal(key(), `${user.id} ${field}`, sealed),
  }
}

/** Their log can still be shown; whoever asks for more has a fault. */
function shredded(): never {
  throw new Error('the data key of this user was shredded')
}
