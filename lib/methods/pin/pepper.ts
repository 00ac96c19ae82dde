import { createHmac, createSecretKey } from 'node:crypto'
import type { PepperKeys } from './pepper-keys.ts'

/**
 * What is hashed in place of the PIN: base64 of HMAC-SHA-256(pepper, PIN). Whoever has only the database cannot try the
 * million PINs (PIN-03). Throws when the pepper is unknown: that is a fault of the installation, not a wrong PIN.
 */
export function pepper(pin: string, keys: PepperKeys, id: string): string {
  const key = keys.key(id)
  if (key === null) throw new Error(`No pepper with id ${id} in the key ring`)
  return createHmac('sha256', createSecretKey(key)).update(pin, 'utf8').digest('base64')
}
