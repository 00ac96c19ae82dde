import { createHash } from 'node:crypto'
import type { UserRecord } from '../../db/store.ts'
import { openVault } from '../keys/vault.ts'
import { maskPhone } from '../methods/sms-code/mask-phone.ts'
import type { Method } from '../sca/words.ts'
import type { Deps } from './deps.ts'
import { isoTime } from './iso-time.ts'

/** A credential as its platform may see it. */
export interface FactorResource {
  /** `pin`, `phone`, or a passkey's own; stable, and good for nothing but to name it. */
  readonly id: string
  readonly method: Method
  readonly createdAt: string
  /** Only of a passkey: when it last proved the user; whether a provider may copy it between devices, and did. */
  readonly lastUsedAt?: string | null
  readonly synced?: { readonly possible: boolean; readonly done: boolean }
  /** Only of a phone: the last digits. The number itself is the user's. */
  readonly mask?: string
}

/** The id under which a passkey is named: not its credential id, which would let platforms recognise a device. */
export function passkeyFactorId(credentialId: string): string {
  const hash = createHash('sha256').update(`factor\n${credentialId}`).digest()
  return `pk_${hash.subarray(0, 12).toString('base64url')}`
}

/** Every credential of a user. Never a PIN, a hash, a key or a number. */
export function factorList(deps: Pick<Deps, 'config'>, { user, credentials }: UserRecord): FactorResource[] {
  const { passkeys, pin, phone } = credentials
  const listed: FactorResource[] = passkeys.map((passkey) => ({
    id: passkeyFactorId(passkey.credentialId),
    method: 'passkey',
    createdAt: isoTime(passkey.createdAt),
    lastUsedAt: isoTime(passkey.lastUsedAt),
    synced: { possible: passkey.backupEligible, done: passkey.backedUp },
  }))
  if (pin) listed.push({ id: 'pin', method: 'pin', createdAt: isoTime(pin.createdAt) })
  if (phone) {
    const number = openVault(deps.config.keys, user).open('factor-phone', phone.numberSealed)
    listed.push({ id: 'phone', method: 'phone', createdAt: isoTime(phone.createdAt), mask: maskPhone(number) })
  }
  return listed
}
