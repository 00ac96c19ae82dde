import { createHmac } from 'node:crypto'
import type { KeyRing } from './ring.ts'

/**
 * Keys that seal what is remembered outside of the database. They are derived from the field keys, which stay in the ring
 * for as long as anything rests on them. In: the ring. Out: a key per field key, that in use first.
 */
export function journalKeys(keys: KeyRing): { readonly id: string; readonly key: Buffer }[] {
  return keys.field.map(({ id, secret }) => {
    const key = createHmac('sha256', Buffer.from(secret, 'base64url')).update('journal of revocations').digest()
    return { id, key }
  })
}
