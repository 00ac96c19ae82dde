import { SignJWT } from 'jose'
import type { SessionRow } from '../../db/store.ts'
import { freshSeconds } from '../sca/lifetimes.ts'
import type { Deps } from './deps.ts'
import { signingKey } from './signing-key.ts'

/** The `typ` of a receipt, so that no other JWT of anybody passes for one (RFC 8725 section 3.11). */
const receiptType = 'sca-receipt+jwt'

export interface Receipt {
  /** Compact JWS. */
  readonly receipt: string
  readonly claims: Readonly<Record<string, unknown>>
}

/**
 * Signs the receipt of a succeeded session. In: the session with its claims as fixed at the outcome, when (epoch ms).
 * Out: the JWS, ES256, and its claims. Throws for a session without claims: the caller checks the outcome.
 */
export async function signReceipt(deps: Deps, session: SessionRow, at: number): Promise<Receipt> {
  if (session.claims === null) throw new Error(`session ${session.id} has no receipt`)
  const iat = Math.floor(at / 1000)
  const fixed: Record<string, unknown> = JSON.parse(session.claims)
  const claims = { iss: deps.config.origin, aud: session.platformId, ...fixed, iat, exp: iat + freshSeconds }
  const { kid, key } = await signingKey(deps, at)
  const receipt = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ: receiptType, kid }).sign(key)
  return { receipt, claims }
}
