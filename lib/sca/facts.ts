import type { Sends } from './limits.ts'
import type { Method, Origin, Outcome, Purpose, Replaceable } from './words.ts'

/** What is known of the user when the session is looked at; read from the store, never from the log. */
export interface UserFacts {
  /** Credentials that exist outside this session. */
  readonly held: Readonly<Record<Method, boolean>>
  /** Whether the user was ever enrolled: tells a first enrolment from one after a reset. */
  readonly wasEnrolled: boolean
  /** Contacts the platform changed since they were last confirmed. */
  readonly changed: { readonly email: boolean; readonly phone: boolean }
  readonly blocked: boolean
  /** The credentials are no longer those the session began with. */
  readonly superseded: boolean
  /** An offer was declined so recently that it is not made again. */
  readonly offersPaused: boolean
}

/** What is fixed when the session is minted. */
export interface SessionFacts {
  readonly purpose: Purpose
  readonly expiresAt: number
  /** Minted in an older epoch of the database: `history.ts`. */
  readonly voided: boolean
}

/** All that decides: a snapshot taken at `now`, with no value that could be computed from another. */
export interface Facts extends UserFacts, SessionFacts {
  readonly now: number
  readonly outcome: Outcome | null
  /** Hash of the browser that claimed the session. */
  readonly browser: string | null
  /** The browser's word; good for choosing screens, never proof. */
  readonly passkeySupported: boolean
  readonly emailTyped: boolean
  readonly emailMistypes: number
  readonly emailCodeAccepted: boolean
  readonly passkeyProof: Origin | null
  readonly passkeySkipped: boolean
  readonly creationSkipped: boolean
  readonly phoneSkipped: boolean
  readonly staged: Readonly<Record<Method, boolean>>
  readonly pinRepeated: boolean
  readonly phoneConfirmed: boolean
  /** The verdict on PIN and code together, with the credentials that stood then. */
  readonly identity: { readonly pin: Origin; readonly phone: Origin } | null
  readonly replacing: Replaceable | null
  readonly sends: { readonly sms: Sends; readonly email: Sends }
}

/** The facts before any event. In: what is fixed and what is known. Out: facts to fold the log over. */
export function initialFacts(session: SessionFacts, user: UserFacts, now: number): Facts {
  return {
    purpose: session.purpose,
    expiresAt: session.expiresAt,
    voided: session.voided,
    held: user.held,
    wasEnrolled: user.wasEnrolled,
    changed: user.changed,
    blocked: user.blocked,
    superseded: user.superseded,
    offersPaused: user.offersPaused,
    now,
    outcome: null,
    emailMistypes: 0,
    sends: { sms: { count: 0, lastAt: null }, email: { count: 0, lastAt: null } },
    ...unproven,
    browser: null,
    passkeySupported: false,
  }
}

/** What a takeover sets back: every proof and every half-made credential. */
export const unproven = {
  emailTyped: false,
  emailCodeAccepted: false,
  passkeyProof: null,
  passkeySkipped: false,
  creationSkipped: false,
  phoneSkipped: false,
  staged: { passkey: false, pin: false, phone: false },
  pinRepeated: false,
  phoneConfirmed: false,
  identity: null,
  replacing: null,
} as const
