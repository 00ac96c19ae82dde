import type { Subject } from './operation.ts'
import type { Refusal } from './refusal.ts'
import type { Action, Origin, Outcome, Replaceable, StepId } from './words.ts'

/** What every page shows around its task. Times are epoch milliseconds by the server's clock. */
export interface FrameView {
  readonly locale: string
  /** The platform's trading name; null where the session is unknown. */
  readonly platformName: string | null
  /** What the platform brings beside its name; null where nobody asks. */
  readonly brand: BrandView | null
  readonly subject: Subject | null
  /**
   * In a sandbox: whether all messages stay in an inbox that anybody can read, or some are sent for real, since gateways
   * are named. The page says which.
   */
  readonly sandbox: 'silent' | 'sending' | null
  /** Where the operator says what happens to personal data; null: not said. */
  readonly privacyHref: string | null
}

/** Colours and logo of a platform, each null where it has none. */
export interface BrandView {
  /** The stylesheet, and the name under which it counts. */
  readonly colours: { readonly key: string; readonly href: string } | null
  /** Width and height in pixels of the page. */
  readonly logo: { readonly href: string; readonly width: number; readonly height: number } | null
}

/** What a screen may know. It holds no secret, and nothing that a page of this step does not show. */
export interface StepView extends FrameView {
  readonly step: StepId
  readonly sessionId: string
  readonly platformName: string
  readonly subject: Subject
  /** The buttons that work now; the same list authorises the press. */
  readonly actions: readonly Action[]
  readonly now: number
  readonly expiresAt: number
  /** "Step 2 of 4". The count is what lies ahead if nothing optional is added. */
  readonly progress: { readonly index: number; readonly of: number }
  /** `a•••e@n•••.com`: a hint which address is meant. */
  readonly emailMask: string
  /** The number the code goes to, `+33 • •• •• •• 11`; null where none is known yet. */
  readonly phoneMask: string | null
  /** The code that is out for this step. */
  readonly code: CodeView | null
  /** When a code may be sent or sent again; null: now. Infinity never: see `sendsLeft`. */
  readonly resendAt: number | null
  readonly sendsLeft: number
  /** A text message is known not to have arrived, and none since. */
  readonly undelivered: boolean
  /** What `give-phone` starts with. */
  readonly phone: PhoneView | null
  /** WebAuthn options as JSON for `create-passkey` and `use-passkey`; null elsewhere. */
  readonly passkeyOptions: Readonly<Record<string, unknown>> | null
  readonly passkeySupported: boolean
  /** The app in whose own window the page is open, where passkeys often fail; `none`: one without a name. */
  readonly inApp: string | null
  /** `staged`: the passkey, PIN or number was made in this session, so the texts say "your new PIN". */
  readonly origins: { readonly passkey: Origin; readonly pin: Origin; readonly phone: Origin }
  /** The user has no credential yet. */
  readonly firstEnrolment: boolean
  readonly replacing: Replaceable | null
  /** A credential is offered after the proof is complete: everything here is optional. */
  readonly offered: boolean
}

export interface CodeView {
  readonly id: string
  readonly sentAt: number
  readonly expiresAt: number
}

export interface PhoneView {
  /** National part as typed or given by the platform. */
  readonly national: string
  /** ISO 3166, upper case. */
  readonly country: string
  /** The countries that a list begins with, best guess first; `country` is the first of them. */
  readonly likely: readonly string[]
  /** All that can be chosen, each with its calling code. */
  readonly countries: readonly { readonly code: string; readonly callingCode: string }[]
}

/** A page after which nothing can be done but to go back. */
export interface EndView extends FrameView {
  readonly outcome: Outcome
  /** Why, as far as the user may know. */
  readonly cause:
    | 'done'
    | 'cancelled'
    | 'not-me'
    | 'too-many-tries'
    | 'blocked'
    | 'time-over'
    | 'changed'
    | 'replaced'
    | 'restored'
    | 'failed'
  /** End of the block; null: none, or until the platform lifts it. */
  readonly blockedUntil: number | null
  readonly returnHref: string | null
}

/** How those who run the pages can be reached; null: not said. */
export interface Contact {
  readonly email: string | null
  readonly href: string | null
}

/** Pages for everybody that name a contact. */
export interface ContactView extends FrameView {
  readonly contact: Contact
}

/** The page that the link in a notice leads to. */
export interface NoticeView extends FrameView {
  readonly state: 'ask' | 'blocked' | 'over'
}

/** What a form shows after a refused press: the text, and what was typed but for PIN and code. */
export interface FormState {
  readonly refused: Refusal | null
  /** In the session's language. */
  readonly message: string | null
  readonly values: Readonly<Record<string, string>>
  /** Changes with every answer, so that a repeated refusal is announced again. */
  readonly turn: number
}

/** Before anything was pressed. */
export const freshForm: FormState = { refused: null, message: null, values: {}, turn: 0 }

/** The Server Action of a step, as `useActionState` calls it. */
export type FormAction = (state: FormState, form: FormData) => Promise<FormState>

/** The Server Action of the language switch, which has nothing to say: the page it leads to speaks. */
export type LanguageAction = (form: FormData) => Promise<void>
