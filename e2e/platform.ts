import { createRemoteJWKSet } from 'jose'
import { type Claims, verifyReceipt } from '../examples/platform/verify-receipt.ts'
import type { Assent } from './assent.ts'

export interface Minted {
  readonly id: string
  readonly redirectUrl: string
}

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: what the API answers is what the tests look at
  readonly body: any
}

/** What the example platform found out when a browser came back to it. */
export interface Received {
  readonly userId: string
  readonly sessionId: string
  readonly purpose: string
  readonly hint: string | null
  readonly status: string
  readonly claims: (Claims & { readonly [claim: string]: unknown }) | null
  readonly problem: string | null
}

export const payment = {
  amount: { value: 3100, currency: 'EUR' },
  payee: { name: 'Lina Berg Ceramics', account: 'FR7630006000011234567890189' },
}
export const payee = { payee: payment.payee }
export const access = { scope: 'Balances and payments of the last 90 days' }

export type Platform = ReturnType<typeof platformOf>

/** A platform's server: calls the API with its key. In: where Assent is. */
export function platformOf({ origin, apiKey, shop }: Pick<Assent, 'origin' | 'apiKey' | 'shop'>) {
  const keys = createRemoteJWKSet(new URL(`${origin}/.well-known/jwks.json`))

  async function call(method: string, path: string, body?: object): Promise<Answer> {
    const headers = { authorization: `Bearer ${apiKey}`, ...(body && { 'content-type': 'application/json' }) }
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
    const response = await fetch(`${origin}/api/v1${path}`, init)
    return { status: response.status, body: await response.json() }
  }

  async function succeed(method: string, path: string, body?: object) {
    const answer = await call(method, path, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  return {
    call,
    /** Tells Assent of a user; what is not given is taken away. */
    saveUser: (userId: string, contacts: { email: string; phoneNumber?: string; locale?: string }) =>
      succeed('PUT', `/users/${userId}`, { type: 'natural', category: 'owner', ...contacts }),
    user: (userId: string) => succeed('GET', `/users/${userId}`),
    mint: (userId: string, purpose: string, operation?: object, more: object = {}): Promise<Minted> =>
      succeed('POST', '/sessions', { userId, purpose, ...(operation && { operation }), ...more }),
    session: (id: string) => succeed('GET', `/sessions/${id}`),
    evidence: (id: string) => succeed('GET', `/sessions/${id}/evidence`),
    /** Redeems and verifies the receipt of a session. Throws when either does not succeed. */
    receipt: async (id: string, operation?: object): Promise<NonNullable<Received['claims']>> => {
      const { purpose, userId, state } = await succeed('GET', `/sessions/${id}`)
      const { receipt } = await succeed('POST', `/sessions/${id}/redeem`, operation ? { operation } : {})
      return verifyReceipt(receipt, keys, {
        issuer: origin,
        audience: 'demo',
        userId,
        sessionId: id,
        purpose,
        operation: operation ?? null,
        state,
      })
    },
    /** What browsers brought back to the example platform, newest first. */
    received: async (): Promise<Received[]> => (await fetch(`${shop}/received`)).json(),
  }
}
