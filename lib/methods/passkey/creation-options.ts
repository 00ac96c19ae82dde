import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server'
import type { PasskeyRow } from '../../../db/store.ts'
import { algorithms } from './algorithms.ts'
import { descriptor } from './descriptor.ts'
import type { RelyingParty } from './relying-party.ts'

interface Expectations {
  readonly party: RelyingParty
  /** The user's random handle, base64url; holds nothing personal (WA-11). */
  readonly handle: string
  /** What the device's list of passkeys shows: the masked email address. */
  readonly userHint: string
  /** base64url. */
  readonly challenge: string
  /** The user's passkeys: a device that holds one of them makes no second. */
  readonly existing: readonly PasskeyRow[]
  readonly timeoutMs: number
}

/**
 * What the browser needs to make a passkey, as JSON. The challenge is already base64url and goes in as it is: the
 * library's own generator would encode such a string a second time.
 *
 * `residentKey: 'preferred'`: a session always knows its user and names the passkeys it takes, so the key need not be
 * found by itself; `required` would only shut out security keys without room for one more.
 */
export function creationOptions({ party, handle, userHint, challenge, existing, timeoutMs }: Expectations) {
  return {
    rp: { id: party.id, name: party.name },
    user: { id: handle, name: userHint, displayName: userHint },
    challenge,
    pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key' as const, alg })),
    timeout: timeoutMs,
    excludeCredentials: existing.map(descriptor),
    authenticatorSelection: {
      residentKey: 'preferred',
      requireResidentKey: false,
      userVerification: 'required',
    },
    attestation: 'none',
    extensions: { credProps: true },
  } satisfies PublicKeyCredentialCreationOptionsJSON
}
