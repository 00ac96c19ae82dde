/** The closed vocabularies of the engine. Every other file of the project takes its words from here. */

/** What a session is for. Fixes wording, binding and exemptions; never which steps are needed. */
export const purposes = ['enrolment', 'access', 'payment', 'payee', 'profile', 'contact-change', 'consent'] as const
export type Purpose = (typeof purposes)[number]

/** The screens a user may have to pass, in the order of the table in `steps.ts`. */
export const stepIds = [
  'welcome',
  'use-passkey',
  'confirm-email',
  'enter-email-code',
  'create-passkey',
  'choose-pin',
  'repeat-pin',
  'give-phone',
  'confirm-phone',
  'confirm-identity',
] as const
export type StepId = (typeof stepIds)[number]

/** What a person can do on a step: the value of the pressed button. */
export const actions = [
  'continue',
  'decline',
  'submit',
  'skip',
  'send',
  'resend',
  'replace-pin',
  'replace-phone',
  'use-passkey',
  'back',
] as const
export type Action = (typeof actions)[number]

/** How a session can end. Written once, never changed. */
export const outcomes = ['succeeded', 'refused', 'failed', 'expired', 'cancelled'] as const
export type Outcome = (typeof outcomes)[number]

/** Why it ended so. The platform and the user never learn which element was wrong. */
export const endReasons = [
  'proven',
  'cancelled-by-user',
  'not-me',
  'too-many-tries',
  'email-mistyped',
  'blocked',
  'superseded',
  'insufficient',
  'time-over',
  'cancelled-by-platform',
  'newer-session',
  'service-restored',
  'sandbox',
] as const
export type EndReason = (typeof endReasons)[number]

/** What the platform sees of a session; derived on read. */
export type SessionStatus = 'created' | 'started' | Outcome

/** A credential of the user. */
export const methods = ['passkey', 'pin', 'phone'] as const
export type Method = (typeof methods)[number]

/** The factors a user can replace in a session. */
export type Replaceable = 'pin' | 'phone'

/** Whether a credential existed before the session or was made in it. */
export type Origin = 'held' | 'staged'
