import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import type { PasskeyRow } from '../../../db/store.ts'
import { descriptor } from './descriptor.ts'
import type { RelyingParty } from './relying-party.ts'

interface Expectations {
  readonly party: RelyingParty
  /** base64url. */
  readonly challenge: string
  /** The passkeys that may answer. */
  readonly passkeys: readonly PasskeyRow[]
  readonly timeoutMs: number
}

/** What the browser needs to use a passkey, as JSON. */
export function useOptions({ party, challenge, passkeys, timeoutMs }: Expectations) {
  return {
    rpId: party.id,
    challenge,
    allowCredentials: passkeys.map(descriptor),
    timeout: timeoutMs,
    userVerification: 'required',
  } satisfies PublicKeyCredentialRequestOptionsJSON
}
