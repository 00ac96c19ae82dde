import { timingSafeEqual } from 'node:crypto'
import type { Attempt, Customer } from './customers.ts'

/** What the browser brought back to `/return`. All of it can be made up. */
export type ReturnQuery = Readonly<Record<string, string | undefined>>

/**
 * Finds what this return belongs to. In: the customer of the browser's cookie, the query, Assent's origin. Out: the
 * attempt, or why this return is none of ours. A link that somebody else was sent, or sends, ends here.
 */
export function findAttempt(
  customer: Customer | undefined,
  query: ReturnQuery,
  issuer: string,
): Attempt | { readonly problem: 'no-customer' | 'other-issuer' | 'unknown-session' | 'other-state' } {
  if (!customer) return { problem: 'no-customer' }
  if (query['iss'] !== issuer) return { problem: 'other-issuer' }
  const attempt = customer.attempts.get(query['sessionId'] ?? '')
  if (!attempt) return { problem: 'unknown-session' }
  const brought = attempt.state === null ? query['flow'] : query['state']
  return equal(brought ?? '', attempt.flow) ? attempt : { problem: 'other-state' }
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
