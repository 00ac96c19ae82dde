import { randomBytes } from 'node:crypto'
import type { Result } from './result.ts'

/** What we asked Assent for. It stays on our server: the browser brings back nothing but ids. */
export interface Attempt {
  readonly sessionId: string
  /** Random; comes back with the browser, and proves that this browser was sent away by us for this. */
  readonly flow: string
  /** What the receipt's `state` has to be: `flow`, or null where the session came from a PUT of the user. */
  readonly state: string | null
  readonly purpose: string
  readonly operation: object | null
  readonly idempotencyKey: string
  result?: Promise<Result>
}

/** A customer of Northwind, as long as this process and the browser's cookie live. */
export interface Customer {
  /** Our own id; Assent knows the user by it. */
  readonly userId: string
  email: string
  phoneNumber: string | null
  readonly locale: string | null
  readonly attempts: Map<string, Attempt>
  /** What was done, by the receipt's `jti`: each receipt counts once. */
  readonly done: Map<string, string>
}

/** What somebody tells who becomes a customer. */
export type Newcomer = Pick<Customer, 'email' | 'phoneNumber' | 'locale'>

export interface Customers {
  add(contacts: Newcomer): { cookie: string; customer: Customer }
  find(cookie: string | undefined): Customer | undefined
}

const atMost = 1000

/** Customers in memory, found by the cookie of their browser. The oldest makes room. */
export function customersInMemory(): Customers {
  const byCookie = new Map<string, Customer>()
  return {
    add: (contacts) => {
      const cookie = randomBytes(32).toString('base64url')
      const userId = `customer-${randomBytes(6).toString('hex')}`
      const customer: Customer = { userId, ...contacts, attempts: new Map(), done: new Map() }
      byCookie.set(cookie, customer)
      const [oldest] = byCookie.keys()
      if (byCookie.size > atMost && oldest) byCookie.delete(oldest)
      return { cookie, customer }
    },
    find: (cookie) => (cookie === undefined ? undefined : byCookie.get(cookie)),
  }
}
