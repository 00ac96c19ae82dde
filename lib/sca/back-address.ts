import type { SessionStatus } from './words.ts'

/** What the way back tells. A hint only: the truth is asked of the API or read from the receipt (RES-01). */
export interface BackParameters {
  readonly sessionId: string
  readonly status: SessionStatus
  /** The platform's own, as it was given at the mint. */
  readonly state: string | null
  /** Public origin of this server (RFC 9207). */
  readonly iss: string
}

/**
 * The address that leads back to the platform. In: a return URL as it was bound, what it tells. Out: the same address
 * with its own query kept and the parameters behind it.
 */
export function returnAddress(returnUrl: string, { sessionId, status, state, iss }: BackParameters): string {
  const added = new URLSearchParams({ sessionId, status, ...(state === null ? {} : { state }), iss })
  const [before = '', query] = splitOnce(returnUrl)
  const separator = query === '' || query.endsWith('&') ? '' : '&'
  return `${before}?${query}${separator}${added}`
}

function splitOnce(address: string): [string, string] {
  const at = address.indexOf('?')
  return at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)]
}
