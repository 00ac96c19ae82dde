import type { Problem, Session } from './assent-api.ts'
import type { Claims } from './verify-receipt.ts'

/** How an attempt ended, as far as we have made sure of it. */
export type Result =
  | { readonly status: 'verified'; readonly receipt: string; readonly claims: Claims }
  | { readonly status: Exclude<Session['status'], 'succeeded'>; readonly reason: string | null }
  | { readonly status: 'not-redeemed'; readonly problem: Problem }
  | { readonly status: 'not-verified'; readonly message: string }
