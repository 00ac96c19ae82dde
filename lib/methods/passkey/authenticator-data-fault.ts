import { createHash } from 'node:crypto'
import type { parseAuthenticatorData } from '@simplewebauthn/server/helpers'
import type { PasskeyCause } from './causes.ts'
import type { RelyingParty } from './relying-party.ts'

export type AuthenticatorData = ReturnType<typeof parseAuthenticatorData>

/** What is wrong with the authenticator's statement at either ceremony, or null. WebAuthn L3 sections 7.1 and 7.2. */
export function authenticatorDataFault(data: AuthenticatorData, party: RelyingParty): PasskeyCause | null {
  const expectedHash = createHash('sha256').update(party.id, 'utf8').digest()
  if (!expectedHash.equals(data.rpIdHash)) return 'rp-id'
  if (!data.flags.up) return 'user-presence'
  if (!data.flags.uv) return 'user-verification'
  if (data.flags.bs && !data.flags.be) return 'backup-state'
  return null
}
