// Copy this file. It needs two packages: npm install jose canonicalize
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'

/** What you know yourself, from your own database: never take any of it from the browser or from the receipt. */
export interface Expected {
  /** Origin of your Assent server. */
  readonly issuer: string
  /** Your platform id. */
  readonly audience: string
  /** Your id of the user who is to approve. */
  readonly userId: string
  readonly sessionId: string
  readonly purpose: string
  /** What you are about to do; null where the purpose has none. */
  readonly operation: object | null
  /** The `state` you gave when you asked for the session; null where you gave none. */
  readonly state: string | null
  /** In tests: whether `POST /api/v1/sandbox/sessions/{id}/approve` may stand for a person. */
  readonly allowSandbox?: boolean
}

export interface Claims extends JWTPayload {
  /** The authentication code. Keep it: each may be acted upon once. */
  readonly jti: string
  readonly amr: readonly { readonly method: string; readonly category: string }[]
}

/**
 * Verifies a receipt. In: the JWS that `redeem` answered, Assent's public keys, what you expect. Out: its claims. Throws
 * when anything at all differs: then do nothing of what was asked.
 *
 * const keys = createRemoteJWKSet(new URL('https://sca.example.com/.well-known/jwks.json'))   // from jose; make it once
 */
export async function verifyReceipt(receipt: string, keys: JWTVerifyGetKey, expected: Expected): Promise<Claims> {
  const { payload } = await jwtVerify<Claims>(receipt, keys, {
    algorithms: ['ES256'],
    typ: 'sca-receipt+jwt',
    issuer: expected.issuer,
    audience: expected.audience,
    subject: expected.userId,
    requiredClaims: ['jti', 'exp'],
    maxTokenAge: '120s',
    clockTolerance: '5s',
  })
  requireSame('outcome', payload['outcome'], 'succeeded')
  requireSame('sid', payload['sid'], expected.sessionId)
  requireSame('purpose', payload['purpose'], expected.purpose)
  requireSame('operationHash', payload['operationHash'], operationHash(expected.purpose, expected.operation))
  requireSame('state', payload['state'], expected.state)
  requireTwoElements(payload.amr, expected.allowSandbox ?? false)
  return payload
}

/**
 * SHA-256 over the RFC 8785 JSON of `{v: 1, purpose, operation}`, hex. Assent hashes the operation as it normalised it:
 * texts in Unicode NFC without doubled blanks, IBANs in upper case without blanks, absent fields left out. Write yours
 * so, or keep the `operation` that the mint answered after you have compared it with what you sent.
 */
export function operationHash(purpose: string, operation: object | null): string {
  return createHash('sha256')
    .update(canonicalize({ v: 1, purpose, operation }) as string)
    .digest('hex')
}

function requireSame(claim: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`the receipt's ${claim} is not what was expected`)
}

function requireTwoElements(amr: Claims['amr'], allowSandbox: boolean): void {
  if (!Array.isArray(amr)) throw new Error("the receipt's amr is not what was expected")
  if (allowSandbox && amr.some(({ method }) => method === 'sandbox')) return
  const categories = new Set(amr.map(({ category }) => category).filter((category) => category !== 'none'))
  if (categories.size < 2) throw new Error('the receipt does not show two different elements')
}
