import { decodeClientDataJSON } from '@simplewebauthn/server/helpers'
import type { PasskeyCause } from './causes.ts'
import type { RelyingParty } from './relying-party.ts'

interface Expectations {
  readonly type: 'webauthn.create' | 'webauthn.get'
  readonly challenge: string
  readonly party: RelyingParty
}

/**
 * What is wrong with the data that the browser signed, or null. Our pages are never framed, so any answer that says it
 * came from another origin's frame is refused at both ceremonies; the library lets some of these pass (WA-02, WA-03).
 * In: base64url. Throws nothing.
 */
export function clientDataFault(clientDataJson: string, { type, challenge, party }: Expectations): PasskeyCause | null {
  const data = decode(clientDataJson)
  if (data === null) return 'malformed'
  if (data['type'] !== type) return 'type'
  if (data['challenge'] !== challenge) return 'challenge'
  if (data['origin'] !== party.origin) return 'origin'
  if (data['crossOrigin'] !== undefined && data['crossOrigin'] !== false) return 'cross-origin'
  if (data['topOrigin'] !== undefined) return 'top-origin'
  return null
}

function decode(clientDataJson: string): Record<string, unknown> | null {
  try {
    const data: unknown = decodeClientDataJSON(clientDataJson)
    return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : null
  } catch {
    return null
  }
}
