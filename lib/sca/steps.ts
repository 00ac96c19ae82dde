import type { Facts } from './facts.ts'
import type { Policy } from './policy.ts'
import { proven } from './satisfied.ts'
import * as is from './situation.ts'
import type { Action, StepId } from './words.ts'

type Predicate = (f: Facts, p: Policy) => boolean

/** One row: when the screen is due. */
export interface Row {
  readonly step: StepId
  readonly needed: Predicate
}

/** What may be done on each screen, and when. */
export type Offers = Readonly<Record<StepId, Partial<Record<Action, Predicate>>>>

const always: Predicate = () => true
const plan = is.plannedProof

/** A full proof was given and a further credential may now be offered, once in a while. */
const offering: Predicate = (f, p) => p.offersAfterProof && !f.offersPaused && proven(f, p)

const phoneOffered: Predicate = (f, p) =>
  !f.phoneSkipped && (is.enrolsFromNothing(f) ? f.staged.passkey : f.held.passkey && offering(f, p))

const phoneDue: Predicate = (f, p) =>
  f.replacing === 'phone' ||
  f.changed.phone ||
  (!f.held.phone && ((!f.held.passkey && !f.staged.passkey) || phoneOffered(f, p)))

/** The table. Read from the top: the first needed row is the screen. Proofs of what was made here come last. */
export const rows: readonly Row[] = [
  { step: 'welcome', needed: (f) => f.browser === null },
  { step: 'use-passkey', needed: (f, p) => plan(f, p) === 'held-passkey' && f.passkeyProof !== 'held' },
  { step: 'confirm-email', needed: (f, p) => !f.emailTyped && emailDue(f, p) },
  { step: 'enter-email-code', needed: is.emailCodeDue },
  { step: 'create-passkey', needed: (f, p) => f.passkeySupported && !f.creationSkipped && passkeyDue(f, p) },
  { step: 'choose-pin', needed: (f) => !f.staged.pin && (!f.held.pin || f.replacing === 'pin') },
  { step: 'repeat-pin', needed: (f, p) => f.staged.pin && !f.pinRepeated && plan(f, p) !== 'identity' },
  { step: 'give-phone', needed: (f, p) => !f.staged.phone && phoneDue(f, p) },
  { step: 'confirm-phone', needed: (f, p) => f.staged.phone && !f.phoneConfirmed && plan(f, p) !== 'identity' },
  { step: 'use-passkey', needed: (f, p) => plan(f, p) === 'staged-passkey' && f.passkeyProof !== 'staged' },
  { step: 'confirm-identity', needed: (f, p) => plan(f, p) === 'identity' && f.identity === null },
]

/** Email is asked for when something is made or changed, and wherever the proof is not a passkey. */
function emailDue(f: Facts, p: Policy): boolean {
  return is.somethingMissing(f) || is.contactChanged(f) || f.replacing !== null || plan(f, p) === 'identity'
}

function passkeyDue(f: Facts, p: Policy): boolean {
  return !f.held.passkey && !f.staged.passkey && (is.enrolsFromNothing(f) || offering(f, p))
}

const heldPasskeyAsked: Predicate = (f, p) => plan(f, p) === 'held-passkey'

/** What may be done on each step. The same answer draws the buttons and authorises the press. */
export const offers: Offers = {
  welcome: { continue: always, decline: always },
  'use-passkey': {
    submit: always,
    skip: (f, p) => heldPasskeyAsked(f, p) && p.passkeyUse === 'skippable' && is.otherWayRemains(f, p),
    'replace-pin': (f, p) => heldPasskeyAsked(f, p) && is.mayReplace(f, p, 'pin'),
    'replace-phone': (f, p) => heldPasskeyAsked(f, p) && is.mayReplace(f, p, 'phone'),
    back: (f) => f.replacing !== null,
    decline: always,
  },
  'confirm-email': { submit: always, back: (f) => f.replacing !== null, decline: always },
  'enter-email-code': { submit: always, resend: always, back: always, decline: always },
  'create-passkey': {
    submit: always,
    skip: (f, p) => !is.enrolsFromNothing(f) || p.passkeyCreation === 'skippable',
    decline: always,
  },
  'choose-pin': {
    submit: always,
    back: (f) => f.replacing === 'pin' || (is.enrolsFromNothing(f) && f.creationSkipped && f.passkeySupported),
    decline: always,
  },
  'repeat-pin': { submit: always, back: always, decline: always },
  'give-phone': {
    submit: always,
    skip: (f) => (f.held.passkey || f.staged.passkey) && f.replacing !== 'phone' && !f.changed.phone,
    back: (f) => f.replacing === 'phone' || (f.staged.pin && !f.pinRepeated && f.identity === null),
    decline: always,
  },
  'confirm-phone': { submit: always, resend: always, back: always, decline: always },
  'confirm-identity': {
    send: always,
    submit: always,
    resend: always,
    'replace-pin': (f, p) => f.staged.pin || is.mayReplace(f, p, 'pin'),
    'replace-phone': (f, p) => f.staged.phone || is.mayReplace(f, p, 'phone'),
    'use-passkey': (f) => f.held.passkey && f.passkeySupported && f.passkeySkipped,
    back: (f) => f.replacing !== null,
    decline: always,
  },
}
