import { createPublicKey, type JsonWebKeyInput } from 'node:crypto'
import { decodeCredentialPublicKey } from '@simplewebauthn/server/helpers'
import { algorithms } from './algorithms.ts'
import type { PasskeyCause } from './causes.ts'

/**
 * What is wrong with a new credential's key, or null. The library checks the algorithm only, and would store a key that
 * no signature can ever be checked with: here it must also be a key of that algorithm. In: COSE key.
 */
export function publicKeyFault(publicKey: Uint8Array): PasskeyCause | null {
  try {
    const key = decodeCredentialPublicKey(new Uint8Array(publicKey)) as unknown as ReadonlyMap<number, unknown>
    const algorithm = key.get(3)
    if (!algorithms.some((accepted) => accepted === algorithm)) return 'algorithm'
    const jwk = asJwk(key)
    if (jwk === null) return 'public-key'
    const { asymmetricKeyDetails } = createPublicKey({ key: jwk, format: 'jwk' })
    return (asymmetricKeyDetails?.modulusLength ?? 2048) >= 2048 ? null : 'public-key'
  } catch {
    return 'public-key'
  }
}

/** COSE labels: 1 key type, -1 curve or modulus, -2 x or exponent, -3 y. RFC 9053. */
function asJwk(key: ReadonlyMap<number, unknown>): JsonWebKeyInput['key'] | null {
  const text = (label: number) => {
    const bytes = key.get(label)
    return bytes instanceof Uint8Array ? Buffer.from(bytes).toString('base64url') : ''
  }
  const kind = [key.get(3), key.get(1), key.get(3) === -257 ? null : key.get(-1)].join(' ')
  if (kind === '-7 2 1') return { kty: 'EC', crv: 'P-256', x: text(-2), y: text(-3) }
  if (kind === '-8 1 6') return { kty: 'OKP', crv: 'Ed25519', x: text(-2) }
  if (kind === '-257 3 ') return { kty: 'RSA', n: text(-1), e: text(-2) }
  return null
}
