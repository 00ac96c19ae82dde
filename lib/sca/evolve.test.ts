import { describe, expect, it } from 'vitest'
import type { SessionEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { type Facts, initialFacts } from './facts.ts'
import { outcomes } from './words.ts'

const user = {
  held: { passkey: true, pin: true, phone: true },
  wasEnrolled: true,
  changed: { email: false, phone: false },
  blocked: false,
  superseded: false,
  offersPaused: false,
}
const fresh = initialFacts({ purpose: 'payment', expiresAt: 600_000, voided: false }, user, 0)
const staged = { passkey: false, pin: false, phone: false }
const flags = { userVerified: true, backupEligible: true, backedUp: false, aaguid: '' }
const sms = (count: number, lastAt: number | null): Facts['sends'] => ({ ...fresh.sends, sms: { count, lastAt } })
const agent = 'Chromium'

/** Each event, what stood before it, and all that it changes. */
const events: { [T in SessionEvent['type']]: [Extract<SessionEvent, { type: T }>, Partial<Facts>, Partial<Facts>][] } =
  {
    minted: [[{ type: 'minted', operationHash: '', policy: 'strict' }, {}, {}]],
    claimed: [
      [
        { type: 'claimed', browser: 'b', agent, locale: 'en', passkeySupported: true },
        {},
        { browser: 'b', passkeySupported: true },
      ],
    ],
    'taken-over': [
      [
        { type: 'taken-over', browser: 'c', agent, passkeySupported: false },
        {
          browser: 'b',
          passkeySupported: true,
          emailTyped: true,
          emailMistypes: 2,
          emailCodeAccepted: true,
          passkeyProof: 'held',
          passkeySkipped: true,
          creationSkipped: true,
          phoneSkipped: true,
          staged: { passkey: true, pin: true, phone: true },
          pinRepeated: true,
          phoneConfirmed: true,
          identity: { pin: 'held', phone: 'held' },
          replacing: 'pin',
          sends: sms(2, 7),
        },
        { browser: 'c', emailMistypes: 2, sends: sms(2, null) },
      ],
    ],
    'return-url-bound': [[{ type: 'return-url-bound', returnUrl: 'https://a.example' }, {}, {}]],
    'passkey-support-corrected': [
      [{ type: 'passkey-support-corrected', supported: true }, {}, { passkeySupported: true }],
    ],
    'locale-chosen': [[{ type: 'locale-chosen', locale: 'nl' }, {}, {}]],
    'passkey-used': [
      [{ type: 'passkey-used', origin: 'held', flags }, {}, { passkeyProof: 'held' }],
      [{ type: 'passkey-used', origin: 'staged', flags }, {}, { passkeyProof: 'staged' }],
    ],
    'passkey-skipped': [
      [{ type: 'passkey-skipped' }, {}, { passkeySkipped: true }],
      [
        { type: 'passkey-skipped' },
        { replacing: 'pin', staged: { ...staged, pin: true }, pinRepeated: true },
        { replacing: null, staged, pinRepeated: false, passkeySkipped: true },
      ],
    ],
    'passkey-resumed': [[{ type: 'passkey-resumed' }, { passkeySkipped: true }, { passkeySkipped: false }]],
    'email-confirmed': [[{ type: 'email-confirmed' }, {}, { emailTyped: true }]],
    'email-mistyped': [[{ type: 'email-mistyped' }, { emailMistypes: 3 }, { emailMistypes: 4 }]],
    'email-retyped': [[{ type: 'email-retyped' }, { emailTyped: true }, { emailTyped: false }]],
    'email-code-sent': [
      [{ type: 'email-code-sent' }, {}, { sends: { ...fresh.sends, email: { count: 1, lastAt: 42 } } }],
    ],
    'email-code-unsent': [
      [
        { type: 'email-code-unsent' },
        { sends: { ...fresh.sends, email: { count: 2, lastAt: 7 } } },
        { sends: { ...fresh.sends, email: { count: 1, lastAt: null } } },
      ],
    ],
    'sms-code-unsent': [
      [{ type: 'sms-code-unsent' }, { sends: sms(3, 7) }, { sends: sms(2, null) }],
      [{ type: 'sms-code-unsent' }, { sends: sms(0, null) }, { sends: sms(0, null) }],
    ],
    'sms-code-delivered': [[{ type: 'sms-code-delivered' }, {}, {}]],
    'sms-code-undelivered': [[{ type: 'sms-code-undelivered' }, {}, {}]],
    'email-code-accepted': [[{ type: 'email-code-accepted' }, {}, { emailCodeAccepted: true }]],
    'passkey-staged': [[{ type: 'passkey-staged', flags }, {}, { staged: { ...staged, passkey: true } }]],
    'passkey-creation-skipped': [[{ type: 'passkey-creation-skipped' }, {}, { creationSkipped: true }]],
    'passkey-creation-resumed': [
      [{ type: 'passkey-creation-resumed' }, { creationSkipped: true }, { creationSkipped: false }],
    ],
    'pin-staged': [
      [{ type: 'pin-staged' }, { pinRepeated: true }, { staged: { ...staged, pin: true }, pinRepeated: false }],
    ],
    'pin-unstaged': [
      [
        { type: 'pin-unstaged' },
        { staged: { ...staged, pin: true }, pinRepeated: true },
        { staged, pinRepeated: false },
      ],
    ],
    'pin-repeated': [[{ type: 'pin-repeated' }, {}, { pinRepeated: true }]],
    'pin-not-repeated': [[{ type: 'pin-not-repeated' }, {}, {}]],
    'phone-staged': [
      [
        { type: 'phone-staged', tail: '11', fromPlatform: false },
        { phoneConfirmed: true, sends: sms(1, 7) },
        { staged: { ...staged, phone: true }, phoneConfirmed: false, sends: sms(1, null) },
      ],
    ],
    'phone-unstaged': [
      [
        { type: 'phone-unstaged' },
        { staged: { ...staged, phone: true }, phoneConfirmed: true, sends: sms(1, 7) },
        { staged, phoneConfirmed: false, sends: sms(1, null) },
      ],
    ],
    'phone-skipped': [[{ type: 'phone-skipped' }, {}, { phoneSkipped: true }]],
    'sms-code-sent': [[{ type: 'sms-code-sent' }, { sends: sms(1, 7) }, { sends: sms(2, 42) }]],
    'phone-confirmed': [[{ type: 'phone-confirmed' }, {}, { phoneConfirmed: true }]],
    'identity-confirmed': [
      [{ type: 'identity-confirmed' }, {}, { identity: { pin: 'held', phone: 'held' } }],
      [
        { type: 'identity-confirmed' },
        { staged: { ...staged, pin: true } },
        { identity: { pin: 'staged', phone: 'held' } },
      ],
    ],
    'replacement-begun': [[{ type: 'replacement-begun', factor: 'phone' }, {}, { replacing: 'phone' }]],
    'replacement-undone': [
      [{ type: 'replacement-undone' }, {}, {}],
      [
        { type: 'replacement-undone' },
        { replacing: 'phone', staged: { ...staged, phone: true }, phoneConfirmed: true, emailCodeAccepted: true },
        { replacing: null, staged, phoneConfirmed: false, emailCodeAccepted: true },
      ],
    ],
    'verdict-refused': [[{ type: 'verdict-refused', of: 'identity', failures: 1 }, {}, {}]],
    ended: outcomes.flatMap((outcome) => [
      [{ type: 'ended', outcome, reason: 'proven' }, {}, { outcome }],
      [{ type: 'ended', outcome, reason: 'proven' }, { outcome: 'refused' }, { outcome: 'refused' }],
    ]),
  }

describe('each event changes this and nothing else', () => {
  it.each(Object.values(events).flat())('%o', (event, before, changes) => {
    const facts = { ...fresh, ...before }
    const expected = event.type === 'taken-over' ? { ...fresh, ...changes } : { ...facts, ...changes }
    expect(evolve(Object.freeze(facts), event, 42)).toEqual(expected)
  })

  it('an event that nobody knows is a fault, not a no-op', () => {
    expect(() => evolve(fresh, { type: 'teleported' } as unknown as SessionEvent, 0)).toThrow('teleported')
  })
})
