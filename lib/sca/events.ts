import type { EndReason, Outcome, Replaceable } from './words.ts'

/**
 * What happened in a session. The log of these is the session's state and its evidence: it never holds a secret,
 * and times and sequence numbers are added where it is stored.
 */
export type SessionEvent =
  | { readonly type: 'minted'; readonly operationHash: string; readonly policy: string }
  /** A browser pressed Continue on the welcome page; `browser` is the hash of its binding. */
  | {
      readonly type: 'claimed'
      readonly browser: string
      readonly agent: string
      readonly locale: string
      readonly passkeySupported: boolean
    }
  | {
      readonly type: 'taken-over'
      readonly browser: string
      readonly agent: string
      readonly passkeySupported: boolean
    }
  | { readonly type: 'return-url-bound'; readonly returnUrl: string }
  | { readonly type: 'passkey-support-corrected'; readonly supported: boolean }
  | { readonly type: 'locale-chosen'; readonly locale: string }
  | { readonly type: 'passkey-used'; readonly origin: 'held' | 'staged'; readonly flags: PasskeyFlags }
  | { readonly type: 'passkey-skipped' }
  | { readonly type: 'passkey-resumed' }
  | { readonly type: 'email-confirmed' }
  | { readonly type: 'email-mistyped' }
  | { readonly type: 'email-retyped' }
  | { readonly type: 'email-code-sent' }
  /** Nothing took the code that was just sent: it does not count as sent. */
  | { readonly type: 'email-code-unsent' }
  | { readonly type: 'email-code-accepted' }
  | { readonly type: 'passkey-staged'; readonly flags: PasskeyFlags }
  | { readonly type: 'passkey-creation-skipped' }
  | { readonly type: 'passkey-creation-resumed' }
  | { readonly type: 'pin-staged' }
  | { readonly type: 'pin-unstaged' }
  | { readonly type: 'pin-repeated' }
  | { readonly type: 'pin-not-repeated' }
  | { readonly type: 'phone-staged'; readonly tail: string; readonly fromPlatform: boolean }
  | { readonly type: 'phone-unstaged' }
  | { readonly type: 'phone-skipped' }
  | { readonly type: 'sms-code-sent' }
  | { readonly type: 'sms-code-unsent' }
  /** What the gateway reported of the newest text message. */
  | { readonly type: 'sms-code-delivered' }
  | { readonly type: 'sms-code-undelivered' }
  | { readonly type: 'phone-confirmed' }
  | { readonly type: 'identity-confirmed' }
  | { readonly type: 'replacement-begun'; readonly factor: Replaceable }
  | { readonly type: 'replacement-undone' }
  /** A try that failed; which element was wrong is written nowhere. */
  | { readonly type: 'verdict-refused'; readonly of: Verdict; readonly failures: number }
  | { readonly type: 'ended'; readonly outcome: Outcome; readonly reason: EndReason }

/** What a failed try was about. */
export type Verdict = 'passkey' | 'email-code' | 'phone' | 'identity'

/** What the authenticator said of a passkey; recorded and signed (EL-06, EL-07: never "inherence"). */
export interface PasskeyFlags {
  readonly userVerified: boolean
  readonly backupEligible: boolean
  readonly backedUp: boolean
  readonly aaguid: string
}
