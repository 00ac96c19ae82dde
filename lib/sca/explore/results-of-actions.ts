import type { PasskeyFlags, SessionEvent } from '../events.ts'
import type { Facts } from '../facts.ts'
import type { Action, Replaceable, StepId } from '../words.ts'

const flags: PasskeyFlags = { userVerified: true, backupEligible: false, backedUp: false, aaguid: '' }

type Result = readonly SessionEvent[]
type Results = (f: Facts) => readonly Result[]

const one =
  (...events: SessionEvent[]): Results =>
  () => [events]
const undone = one({ type: 'replacement-undone' })
const backFrom =
  (factor: Replaceable, otherwise: SessionEvent): Results =>
  (f) => [[f.replacing === factor ? { type: 'replacement-undone' } : otherwise]]

/** A code left, or nothing took it; of a text message the gateway may report afterwards. */
const codeSent =
  (channel: 'sms' | 'email'): Results =>
  () => {
    const sent: SessionEvent = { type: `${channel}-code-sent` }
    const failed: Result = [sent, { type: `${channel}-code-unsent` }]
    if (channel === 'email') return [[sent], failed]
    return [[sent], failed, [sent, { type: 'sms-code-delivered' }], [sent, { type: 'sms-code-undelivered' }]]
  }

const claimed = (passkeySupported: boolean): SessionEvent => ({
  type: 'claimed',
  browser: 'first',
  agent: '',
  locale: 'en',
  passkeySupported,
})
const refused = (of: 'passkey' | 'email-code' | 'phone' | 'identity'): Result => [
  { type: 'verdict-refused', of, failures: 1 },
]
const lastTry = (of: 'passkey' | 'email-code' | 'phone' | 'identity'): Result => [
  { type: 'verdict-refused', of, failures: 5 },
  { type: 'ended', outcome: 'failed', reason: 'too-many-tries' },
]
const begin = (factor: Replaceable): SessionEvent => ({ type: 'replacement-begun', factor })

/** A decline has two reasons; both end the session. */
export const declined: readonly Result[] = [
  [{ type: 'ended', outcome: 'refused', reason: 'cancelled-by-user' }],
  [{ type: 'ended', outcome: 'refused', reason: 'not-me' }],
]

/**
 * What a correct handler can write when an action is permitted: its success first, then what else leaves a trace.
 * `decline` is the same everywhere and stands above. An action that is permitted and not listed here is a fault.
 */
export const results: Readonly<Record<StepId, Partial<Record<Action, Results>>>> = {
  welcome: { continue: () => [[claimed(true)], [claimed(false)]] },
  'use-passkey': {
    submit: (f) => [
      [{ type: 'passkey-used', origin: f.held.passkey ? 'held' : 'staged', flags }],
      refused('passkey'),
      lastTry('passkey'),
    ],
    skip: one({ type: 'passkey-skipped' }),
    'replace-pin': one(begin('pin')),
    'replace-phone': one(begin('phone')),
    back: undone,
  },
  'confirm-email': { submit: () => [[{ type: 'email-confirmed' }], [{ type: 'email-mistyped' }]], back: undone },
  'enter-email-code': {
    submit: () => [[{ type: 'email-code-accepted' }], refused('email-code'), lastTry('email-code')],
    resend: codeSent('email'),
    back: (f) => [[f.replacing === null ? { type: 'email-retyped' } : { type: 'replacement-undone' }]],
  },
  'create-passkey': { submit: one({ type: 'passkey-staged', flags }), skip: one({ type: 'passkey-creation-skipped' }) },
  'choose-pin': { submit: one({ type: 'pin-staged' }), back: backFrom('pin', { type: 'passkey-creation-resumed' }) },
  'repeat-pin': {
    submit: () => [[{ type: 'pin-repeated' }], [{ type: 'pin-not-repeated' }]],
    back: one({ type: 'pin-unstaged' }),
  },
  'give-phone': {
    submit: one({ type: 'phone-staged', tail: '11', fromPlatform: false }),
    skip: one({ type: 'phone-skipped' }),
    back: backFrom('phone', { type: 'pin-unstaged' }),
  },
  'confirm-phone': {
    submit: () => [[{ type: 'phone-confirmed' }], refused('phone'), lastTry('phone')],
    resend: codeSent('sms'),
    back: one({ type: 'phone-unstaged' }),
  },
  'confirm-identity': {
    submit: () => [[{ type: 'identity-confirmed' }], refused('identity'), lastTry('identity')],
    send: codeSent('sms'),
    resend: codeSent('sms'),
    'replace-pin': (f) => [[f.staged.pin ? { type: 'pin-unstaged' } : begin('pin')]],
    'replace-phone': (f) => [[f.staged.phone ? { type: 'phone-unstaged' } : begin('phone')]],
    'use-passkey': one({ type: 'passkey-resumed' }),
    back: undone,
  },
}
