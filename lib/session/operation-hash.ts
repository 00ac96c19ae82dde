import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Subject } from '../sca/operation.ts'

/**
 * The hash that binds a session to what is approved: SHA-256 over the RFC 8785 JSON of `{v: 1, purpose, operation}`, in
 * lower-case hex. In: purpose and operation as normalised. A platform can recompute it from the answer of the mint.
 */
export function operationHash({ purpose, operation }: Subject): string {
  return hash('sha256', canonicalize({ v: 1, purpose, operation }) as string, 'hex')
}
