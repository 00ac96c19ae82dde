import { decodeAttestationObject, isoBase64URL, isoCBOR } from '@simplewebauthn/server/helpers'

type Cbor = Parameters<typeof isoCBOR.encode>[0]

/** The parts of an attestation object that count. */
export interface Unattested {
  readonly authenticatorData: Uint8Array
  /** The attestation object with its statement taken out, base64url. */
  readonly attestationObject: string
}

/**
 * Takes the attestation statement out of an answer to a creation. We ask for none and trust none; some authenticators
 * send one all the same, and to check its certificates the library would fetch addresses that the sender chose.
 * In: base64url. Out: null when it is not an attestation object.
 */
export function withoutAttestation(attestationObject: string): Unattested | null {
  try {
    const authData: unknown = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject)).get('authData')
    if (!(authData instanceof Uint8Array)) return null
    const bare = new Map<string | number, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ])
    const encoded = Uint8Array.from(isoCBOR.encode(bare))
    return { authenticatorData: authData, attestationObject: isoBase64URL.fromBuffer(encoded) }
  } catch {
    return null
  }
}
