import type { JWTVerifyGetKey } from 'jose'
import { type AssentApi, Problem } from './assent-api.ts'
import type { Attempt, Customer } from './customers.ts'
import type { Result } from './result.ts'
import type { Settings } from './settings.ts'
import { verifyReceipt } from './verify-receipt.ts'

export interface Finisher {
  readonly api: AssentApi
  readonly keys: JWTVerifyGetKey
  readonly settings: Settings
}

/**
 * Finds out what became of an attempt, and does what was approved. The status in the browser's address is not even looked
 * at: the API is asked. However often the page is loaded, this happens once.
 */
export function finishReturn(finisher: Finisher, customer: Customer, attempt: Attempt): Promise<Result> {
  attempt.result ??= finish(finisher, customer, attempt).then(
    (result) => {
      // Not over yet: the next return asks again.
      if (result.status === 'created' || result.status === 'started') delete attempt.result
      return result
    },
    (fault) => {
      delete attempt.result
      throw fault
    },
  )
  return attempt.result
}

async function finish({ api, keys, settings }: Finisher, customer: Customer, attempt: Attempt): Promise<Result> {
  const { sessionId, purpose, operation, state, idempotencyKey } = attempt
  const { status, reason } = await api.session(sessionId)
  if (status !== 'succeeded') return { status, reason }
  const redeemed = await api.redeem(sessionId, operation, idempotencyKey).catch((fault: unknown) => {
    if (fault instanceof Problem) return fault
    throw fault
  })
  if (redeemed instanceof Problem) return { status: 'not-redeemed', problem: redeemed }
  try {
    const claims = await verifyReceipt(redeemed.receipt, keys, {
      issuer: settings.assent,
      audience: settings.platformId,
      userId: customer.userId,
      sessionId,
      purpose,
      operation,
      state,
      allowSandbox: settings.apiKey.startsWith('ak_sandbox_'),
    })
    // Here a real platform pays, adds the payee, opens the account: once per jti.
    customer.done.set(claims.jti, purpose)
    return { status: 'verified', receipt: redeemed.receipt, claims }
  } catch (fault) {
    return { status: 'not-verified', message: fault instanceof Error ? fault.message : 'unknown' }
  }
}
