import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { isoBase64URL, parseAuthenticatorData } from '@simplewebauthn/server/helpers'
import type { PasskeyRow } from '../../../db/store.ts'
import type { PasskeyFlags } from '../../sca/events.ts'
import type { Refused } from '../../sca/refusal.ts'
import { type AuthenticatorData, authenticatorDataFault } from './authenticator-data-fault.ts'
import type { PasskeyCause } from './causes.ts'
import { clientDataFault } from './client-data-fault.ts'
import { readUseResponse, type UseResponse } from './read-response.ts'
import type { RelyingParty } from './relying-party.ts'

interface Expectations {
  /** As the browser sent it; may be anything. */
  readonly response: unknown
  /** The challenge that was out, base64url. The caller spends it whatever comes of this. */
  readonly challenge: string
  readonly party: RelyingParty
  /** The passkeys that may answer: those of this user (WA-04). */
  readonly passkeys: readonly PasskeyRow[]
  /** The user's handle, base64url. */
  readonly handle: string
  readonly policySynced: 'allowed' | 'refused'
}

export interface PasskeyUse {
  readonly credentialId: string
  /** To be stored, never to lower what is stored meanwhile. */
  readonly signCount: number
  readonly backedUp: boolean
  readonly flags: PasskeyFlags
}

/** `counts`: whether it costs a try. */
export type UseRefused = Refused & { readonly cause: PasskeyCause; readonly counts: boolean }

/**
 * Checks the use of a passkey (WebAuthn L3 section 7.2) with a cause of its own for each check, the signature by the
 * library. Out: what the authenticator said, or the refusal, its cause for the log, and whether it costs a try.
 */
export async function verifyUse(expected: Expectations): Promise<PasskeyUse | UseRefused> {
  const { challenge, party, passkeys, handle } = expected
  const response = readUseResponse(expected.response)
  if (response === null) return refuse('malformed')
  const { clientDataJSON, authenticatorData, userHandle } = response.response
  const clientFault = clientDataFault(clientDataJSON, { type: 'webauthn.get', challenge, party })
  if (clientFault) return refuse(clientFault)
  const passkey = passkeys.find(({ credentialId }) => credentialId === response.id)
  if (!passkey) return refuse('owner')
  if (typeof userHandle === 'string' && userHandle !== handle) return refuse('user-handle')
  const data = parse(authenticatorData)
  if (!data) return refuse('malformed')
  const dataFault = authenticatorDataFault(data, party)
  if (dataFault) return refuse(dataFault)
  if (data.flags.be !== passkey.backupEligible) return refuse('backup-eligibility')
  const signatureFault = await checkSignature(response, expected, passkey)
  if (signatureFault) return refuse(signatureFault)
  // Only now: a counter in an unsigned answer would raise false alarms of a copied key (WA-09).
  if (data.counter <= passkey.signCount && (data.counter > 0 || passkey.signCount > 0)) return refuse('sign-count')
  if (data.flags.be && expected.policySynced === 'refused') return refuse('synced')
  const { aaguid, credentialId, backupEligible } = passkey
  const backedUp = data.flags.bs
  const flags = { userVerified: data.flags.uv, backupEligible, backedUp, aaguid }
  return { credentialId, signCount: data.counter, backedUp, flags }
}

/** The library answers a bad signature with `verified: false` and everything else with a throw; both are failures (WA-06). */
async function checkSignature(
  response: UseResponse,
  { challenge, party }: Expectations,
  { credentialId, publicKey }: PasskeyRow,
): Promise<PasskeyCause | null> {
  const { clientDataJSON, authenticatorData, signature } = response.response
  try {
    const { verified } = await verifyAuthenticationResponse({
      response: { ...response, response: { clientDataJSON, authenticatorData, signature }, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      // Counter 0 leaves that check to us, after the signature.
      credential: { id: credentialId, publicKey: isoBase64URL.toBuffer(publicKey), counter: 0 },
    })
    return verified ? null : 'signature'
  } catch {
    return 'library'
  }
}

function parse(authenticatorData: string): AuthenticatorData | null {
  try {
    return parseAuthenticatorData(isoBase64URL.toBuffer(authenticatorData))
  } catch {
    return null
  }
}

/** What no device of the user's could have made on purpose costs no try: a broken form, an answer to an older page. */
function refuse(cause: PasskeyCause): UseRefused {
  if (cause === 'malformed') return { refused: 'malformed', cause, counts: false }
  if (cause === 'challenge') return { refused: 'passkey-failed', cause, counts: false }
  if (cause === 'synced') return { refused: 'passkey-synced', cause, counts: false }
  return { refused: 'passkey-not-accepted', cause, counts: true }
}
