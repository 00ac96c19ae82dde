import type { CodeLimits, TryLimits } from './limits.ts'
import { servedPhoneCountries } from './phone-countries.ts'

/** What a platform may decide. Nothing else in the core differs by platform. */
export interface Policy {
  readonly name: PolicyName
  /** Whether a passkey may be skipped when a first enrolment offers it. */
  readonly passkeyCreation: 'skippable' | 'required'
  /** Whether a held passkey may be passed over where PIN and phone remain. */
  readonly passkeyUse: 'skippable' | 'required'
  /** Passkeys that a provider copies between devices (WebAuthn backup eligible). RTS 7, see EL-07. */
  readonly syncedPasskeys: 'allowed' | 'refused'
  /** Whether a first enrolment proves the mailbox by a code. */
  readonly emailCodeAtEnrolment: boolean
  /** What allows a factor to be replaced in a session. */
  readonly replacement: 'with-email-code' | 'other-factor' | 'passkey-only' | 'refused'
  /** What happens when email and phone both changed and no passkey is held. */
  readonly bothContactsChanged: 'reset-required' | 'allowed'
  /** Whether a full proof is followed by the offer to add a passkey or a phone. */
  readonly offersAfterProof: boolean
  /** Days during which a declined offer is not made again. */
  readonly offerPauseDays: number
  /** Countries whose numbers a user may give, ISO 3166. */
  readonly phoneCountries: readonly string[]
  readonly codes: CodeLimits
  readonly tries: TryLimits
  /** Wrong email addresses that end a session; they count for this session alone. */
  readonly emailMistypesPerSession: number
}

export const policyNames = ['strict', 'mangopay'] as const
export type PolicyName = (typeof policyNames)[number]

const minute = 60_000

const strict: Policy = {
  name: 'strict',
  passkeyCreation: 'skippable',
  passkeyUse: 'skippable',
  syncedPasskeys: 'allowed',
  emailCodeAtEnrolment: true,
  replacement: 'with-email-code',
  bothContactsChanged: 'reset-required',
  offersAfterProof: true,
  offerPauseDays: 30,
  phoneCountries: servedPhoneCountries,
  codes: { lifeMs: 5 * minute, gapMs: 30_000, sendsPerSession: 3 },
  tries: { perBlock: 5, firstBlockMs: 15 * minute, permanentAfter: 50 },
  emailMistypesPerSession: 5,
}

/** The presets: `strict` is the default; `mangopay` is what Mangopay publishes of its hosted session. */
export const policies: Readonly<Record<PolicyName, Policy>> = {
  strict,
  mangopay: {
    ...strict,
    name: 'mangopay',
    emailCodeAtEnrolment: false,
    replacement: 'other-factor',
    bothContactsChanged: 'allowed',
    offersAfterProof: false,
  },
}
