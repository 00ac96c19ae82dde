import type { Attempt, Customer } from './customers.ts'
import type { Result } from './result.ts'

/** One return of a browser, as the log of this example keeps it. It holds no key, token, cookie or receipt. */
export interface Received {
  readonly at: string
  readonly userId: string
  readonly sessionId: string
  readonly purpose: string
  /** What the address said. Anybody can write an address. */
  readonly hint: string | null
  /** What we found out by ourselves. */
  readonly status: string
  readonly claims: object | null
  readonly problem: string | null
}

const atMost = 100

/** The last returns, newest first. */
export function receivedList() {
  const list: Received[] = []
  return {
    list,
    add: ({ userId }: Customer, { sessionId, purpose }: Attempt, hint: string | undefined, result: Result): void => {
      const claims = result.status === 'verified' ? result.claims : null
      const at = new Date().toISOString()
      list.unshift({
        at,
        userId,
        sessionId,
        purpose,
        hint: hint ?? null,
        status: result.status,
        claims,
        problem: problemOf(result),
      })
      list.splice(atMost)
    },
  }
}

function problemOf(result: Result): string | null {
  if (result.status === 'not-redeemed') return result.problem.code
  if (result.status === 'not-verified') return result.message
  return 'reason' in result ? result.reason : null
}
