import { verifyRegistrationResponse } from '@simplewebauthn/server'
import { parseAuthenticatorData } from '@simplewebauthn/server/helpers'
import type { PasskeyRow } from '../../../db/store.ts'
import type { Refused } from '../../sca/refusal.ts'
import { algorithms } from './algorithms.ts'
import { type AuthenticatorData, authenticatorDataFault } from './authenticator-data-fault.ts'
import type { PasskeyCause } from './causes.ts'
import { clientDataFault } from './client-data-fault.ts'
import { publicKeyFault } from './public-key-fault.ts'
import { readCreationResponse } from './read-response.ts'
import type { RelyingParty } from './relying-party.ts'
import { withoutAttestation } from './without-attestation.ts'

interface Expectations {
  /** As the browser sent it; may be anything. */
  readonly response: unknown
  /** The challenge that was out, base64url. The caller spends it whatever comes of this. */
  readonly challenge: string
  readonly party: RelyingParty
  readonly policySynced: 'allowed' | 'refused'
  /** Epoch milliseconds. */
  readonly now: number
}

type CreationRefused = Refused & { readonly cause: PasskeyCause }

/** WebAuthn L3 section 4: the longest credential id that may be taken. */
const longestId = 1023

/**
 * Checks a new passkey (WebAuthn L3 section 7.1) with a cause of its own for each check; the library has the last word.
 * Out: the row to stage, or the refusal and its cause for the log. Whether the id is another user's, the store knows.
 */
export async function verifyCreation(expected: Expectations): Promise<{ passkey: PasskeyRow } | CreationRefused> {
  const { challenge, party } = expected
  const response = readCreationResponse(expected.response)
  if (response === null) return { refused: 'malformed', cause: 'malformed' }
  const clientFault = clientDataFault(response.response.clientDataJSON, { type: 'webauthn.create', challenge, party })
  if (clientFault) return refuse(clientFault)
  const bare = withoutAttestation(response.response.attestationObject)
  const data = bare && parse(bare.authenticatorData)
  if (!bare || !data) return refuse('malformed')
  const fault = authenticatorDataFault(data, party) ?? credentialFault(data, response.id)
  if (fault) return refuse(fault)
  if (data.flags.be && expected.policySynced === 'refused') return refuse('synced')
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: {
        ...response,
        response: { clientDataJSON: response.response.clientDataJSON, attestationObject: bare.attestationObject },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...algorithms],
    })
    if (!verified) return refuse('library')
    const { credential, userVerified, aaguid } = registrationInfo
    return {
      passkey: {
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        signCount: credential.counter,
        transports: knownTransports(response.response.transports),
        userVerified,
        backupEligible: data.flags.be,
        backedUp: data.flags.bs,
        aaguid,
        createdAt: expected.now,
        lastUsedAt: null,
      },
    }
  } catch {
    return refuse('library')
  }
}

function credentialFault({ credentialID, credentialPublicKey }: AuthenticatorData, id: string): PasskeyCause | null {
  if (!credentialID?.length || !credentialPublicKey) return 'credential'
  if (credentialID.length > longestId) return 'credential-id-length'
  // The library does not compare them; what is stored must be what the browser will name at the next use.
  if (Buffer.from(credentialID).toString('base64url') !== id) return 'credential'
  return publicKeyFault(credentialPublicKey)
}

function parse(authenticatorData: Uint8Array): AuthenticatorData | null {
  try {
    return parseAuthenticatorData(new Uint8Array(authenticatorData))
  } catch {
    return null
  }
}

/** Transports are a hint for the next use and come from the page: only words of the standard's form are kept. */
function knownTransports(transports: readonly unknown[] | undefined): string[] {
  const words = (transports ?? []).filter((word) => typeof word === 'string' && /^[a-z-]{2,20}$/.test(word))
  return [...new Set(words as string[])].slice(0, 8)
}

function refuse(cause: PasskeyCause): CreationRefused {
  if (cause === 'malformed') return { refused: 'malformed', cause }
  return { refused: cause === 'synced' ? 'passkey-synced' : 'passkey-not-accepted', cause }
}
