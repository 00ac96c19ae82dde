import type { Action, StepId } from '../words.ts'
import type { State } from './graph.ts'
import type { Start } from './situations.ts'

/** The buttons that the design knows for each screen; `back` where a replacement may be undone (2.9). */
const known: Readonly<Record<StepId, readonly Action[]>> = {
  welcome: ['continue', 'decline'],
  'use-passkey': ['submit', 'skip', 'replace-pin', 'replace-phone', 'back', 'decline'],
  'confirm-email': ['submit', 'back', 'decline'],
  'enter-email-code': ['submit', 'resend', 'back', 'decline'],
  'create-passkey': ['submit', 'skip', 'decline'],
  'choose-pin': ['submit', 'back', 'decline'],
  'repeat-pin': ['submit', 'back', 'decline'],
  'give-phone': ['submit', 'skip', 'back', 'decline'],
  'confirm-phone': ['submit', 'resend', 'back', 'decline'],
  'confirm-identity': ['send', 'submit', 'resend', 'replace-pin', 'replace-phone', 'use-passkey', 'back', 'decline'],
}

/** What every screen owes. In: the start, the state, its step, its buttons. Out: whether the rule holds. */
type RuleOfScreens = (start: Start, state: State, at: StepId, may: readonly Action[]) => boolean

export const rulesOfScreens: Readonly<Record<string, RuleOfScreens>> = {
  'every screen can be declined': (_s, _t, _at, may) => may.includes('decline'),

  'every screen has its task': (_s, _t, at, may) => may.includes(at === 'welcome' ? 'continue' : 'submit'),

  'no screen has a button that the design does not know': (_s, _t, at, may) =>
    may.every((action) => known[at].includes(action)),

  'every button has a result': (_s, { moves }, _at, may) =>
    may.every((action) => moves.some(({ by }) => by === action)),

  'nothing but the welcome page before a browser has claimed': (_s, { facts }, at) =>
    (at === 'welcome') === (facts.browser === null),

  'a code that is sent can be sent again': (_s, _t, at, may) =>
    (at === 'enter-email-code' || at === 'confirm-phone' || at === 'confirm-identity') === may.includes('resend'),

  'a passkey is asked of whoever holds or made one': ({ user }, { evidence }, at) =>
    at !== 'use-passkey' || user.held.passkey || evidence.made.passkey,

  'only what was made here is judged alone': (_s, { evidence }, at) =>
    (at !== 'repeat-pin' || evidence.made.pin) && (at !== 'confirm-phone' || evidence.made.phone),

  'a passkey is made at a first enrolment, or offered after a full proof': ({ user, policy }, { evidence }, at) =>
    at !== 'create-passkey' ||
    holdsNothing(user.held) ||
    (evidence.judged !== null && !user.held.passkey && policy.offersAfterProof && !user.offersPaused),

  'a held passkey may be skipped exactly where two elements remain and the policy allows': (
    { user, policy },
    _t,
    at,
    may,
  ) => {
    if (at !== 'use-passkey') return true
    const elements = user.held.passkey && user.held.pin && user.held.phone
    const bothChanged = user.changed.email && user.changed.phone && policy.bothContactsChanged === 'reset-required'
    return may.includes('skip') === (elements && !bothChanged && policy.passkeyUse === 'skippable')
  },

  'a passkey that must be made cannot be skipped, any other can': ({ user, policy }, _t, at, may) =>
    at !== 'create-passkey' ||
    may.includes('skip') === !(holdsNothing(user.held) && policy.passkeyCreation === 'required'),

  'a number can be skipped exactly where it is a spare': ({ user }, { evidence }, at, may) => {
    const spare = user.held.passkey || evidence.made.passkey
    return (
      at !== 'give-phone' || may.includes('skip') === (spare && evidence.replacing !== 'phone' && !user.changed.phone)
    )
  },

  'a PIN can be replaced exactly where the design says': (start, state, at, may) =>
    !proves(start, at) || may.includes('replace-pin') === replaceable(start, state, at, 'pin'),

  'a number can be replaced exactly where the design says': (start, state, at, may) =>
    !proves(start, at) || may.includes('replace-phone') === replaceable(start, state, at, 'phone'),

  'a passkey that was skipped is still offered': ({ user }, { facts }, at, may) =>
    at !== 'confirm-identity' || may.includes('use-passkey') === (user.held.passkey && facts.passkeySupported),

  'a replacement begun by mistake can be undone where it was begun': (_s, { evidence }, at, may) =>
    evidence.replacing === null || !['use-passkey', 'confirm-identity'].includes(at) || may.includes('back'),
}

function holdsNothing(held: Start['user']['held']): boolean {
  return !held.passkey && !held.pin && !held.phone
}

/** A screen on which credentials from before the session are judged. */
function proves({ user }: Start, at: StepId): boolean {
  return at === 'confirm-identity' || (at === 'use-passkey' && user.held.passkey)
}

/** Never both, never beside a change, never what is missing; without a passkey only where the policy knows a way. */
function replaceable({ user, policy }: Start, { evidence }: State, at: StepId, factor: 'pin' | 'phone'): boolean {
  if (at === 'confirm-identity' && evidence.made[factor]) return true
  const { held, changed } = user
  if (!held.pin || !held[factor] || changed.email || changed.phone) return false
  if (evidence.replacing !== null || evidence.made.pin || evidence.made.phone) return false
  if (at === 'use-passkey') return policy.replacement !== 'refused'
  return held.phone && (policy.replacement === 'with-email-code' || policy.replacement === 'other-factor')
}
