import { createHmac, createSecretKey } from 'node:crypto'

/** All that a code is good for. A code sent for one of these is worth nothing for another. */
export interface CodeBinding {
  readonly sessionId: string
  /** The challenge's kind: `sms-code`, `email-code`. */
  readonly kind: string
  readonly operationHash: string
  /** The number or address it was sent to. */
  readonly target: string
}

/**
 * What is stored of a code: HMAC-SHA-256 over the code and all it is bound to. The fields are encoded as a JSON array,
 * so that no two different lists of fields give the same bytes.
 * In: the key (kept outside the database), the binding, six ASCII digits. Out: base64url, 43 characters.
 */
export function hashCode(key: Buffer, bound: CodeBinding, code: string): string {
  const fields = ['assent-code-1', bound.sessionId, bound.kind, bound.operationHash, bound.target, code]
  return createHmac('sha256', createSecretKey(key)).update(JSON.stringify(fields), 'utf8').digest('base64url')
}
