/**
 * Every way in which an action of a person can be refused. Refusals are values; broken things throw.
 * The user reads the text under `refusals.<code>` in `messages/`; the log has the code.
 */
export const refusals = [
  'not-this-step',
  'not-permitted',
  'elsewhere',
  'ended',
  'unknown-session',
  'foreign-origin',
  'malformed',
  'busy',
  'email-not-accepted',
  'code-not-accepted',
  'identity-not-accepted',
  'code-absent',
  'code-expired',
  'code-superseded',
  'too-early',
  'too-many-sends',
  'send-failed',
  'pin-not-six-digits',
  'pin-repeats',
  'pin-run',
  'pin-date',
  'pin-keypad',
  'pin-phone',
  'pin-common',
  'pins-differ',
  'pin-not-repeated',
  'phone-missing',
  'phone-impossible',
  'phone-not-mobile',
  'phone-country-not-served',
  'passkey-cancelled',
  'passkey-timed-out',
  'passkey-unsupported',
  'passkey-no-screen-lock',
  'passkey-not-here',
  'passkey-exists',
  'passkey-failed',
  'passkey-not-accepted',
  'passkey-synced',
] as const
export type Refusal = (typeof refusals)[number]

/** A refusal with what a text may name: never a secret, never which of two elements was wrong. */
export interface Refused {
  readonly refused: Refusal
  /** Epoch milliseconds at which the same action may be tried again. */
  readonly retryAt?: number
  /** Tries left before the user is blocked. */
  readonly triesLeft?: number
}

/** Narrows a result to its refusal. In: any result union. Out: whether it is the refused member. */
export function isRefused<T extends object>(result: T): result is Extract<T, { readonly refused: Refusal }> {
  return 'refused' in result
}
