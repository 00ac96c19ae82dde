/** The immutable thing that is approved, as it was normalised at the mint. Shown on every step, hashed, signed. */

export interface Amount {
  /** A whole number of minor units: 3100 is 31.00 EUR, 31 JPY is 31. */
  readonly value: number
  /** ISO 4217. */
  readonly currency: string
}

export interface Payee {
  readonly name: string
  /** IBAN in upper case without blanks, or a local account number. */
  readonly account?: string
}

export interface Payment {
  readonly amount: Amount
  readonly payee: Payee
  readonly reference?: string
}

/** What is approved, told apart by the session's purpose. */
export type Subject =
  | { readonly purpose: 'enrolment'; readonly operation: null }
  | { readonly purpose: 'contact-change'; readonly operation: null }
  | { readonly purpose: 'payment'; readonly operation: Payment | { readonly payments: readonly Payment[] } }
  | { readonly purpose: 'payee'; readonly operation: { readonly payee: Required<Payee> } }
  | { readonly purpose: 'access'; readonly operation: { readonly scope: string } }
  | { readonly purpose: 'profile'; readonly operation: { readonly fields: readonly string[] } }
  | { readonly purpose: 'consent'; readonly operation: { readonly scopes: readonly string[] } }

export type Operation = NonNullable<Subject['operation']>
