import { describe, expect, it } from 'vitest'
import { theCore } from './explore/engine.ts'
import { everyFact } from './explore/every-fact.ts'
import { faultsOfSuccess } from './explore/rules-of-success.ts'
import { everyPolicy, everyStart, inWords } from './explore/situations.ts'
import { type Facts, initialFacts } from './facts.ts'
import { policies } from './policy.ts'
import { satisfied } from './satisfied.ts'

const held = { passkey: true, pin: true, phone: true }
const none = { passkey: false, pin: false, phone: false }
const classic = { passkey: false, pin: true, phone: true }

function facts(more: Partial<Facts>): Facts {
  const user = {
    held,
    wasEnrolled: true,
    changed: { email: false, phone: false },
    blocked: false,
    superseded: false,
    offersPaused: false,
  }
  return { ...initialFacts({ purpose: 'payment', expiresAt: 600_000, voided: false }, user, 0), browser: 'b', ...more }
}

const judged = { emailTyped: true, identity: { pin: 'held', phone: 'held' } } as const
const newPin = {
  ...judged,
  held: classic,
  emailCodeAccepted: true,
  staged: { passkey: false, pin: true, phone: false },
  identity: { pin: 'staged', phone: 'held' },
  replacing: 'pin',
} as const
const enrolled = {
  held: none,
  wasEnrolled: false,
  purpose: 'enrolment',
  emailTyped: true,
  emailCodeAccepted: true,
  staged: { passkey: false, pin: true, phone: true },
  pinRepeated: true,
  phoneConfirmed: true,
} as const

describe('EL-01 EL-02 satisfied alone, without the table', () => {
  it.each<[string, Partial<Facts>, boolean]>([
    ['nothing', {}, false],
    ['the held passkey', { passkeyProof: 'held' }, true],
    ['a held passkey that is not held', { passkeyProof: 'held', held: classic }, false],
    ['PIN and code together', judged, true],
    ['PIN and code, the address never typed', { ...judged, emailTyped: false }, false],
    ['email typed and answered, nothing else', { emailTyped: true, emailCodeAccepted: true }, false],
    [
      'a passkey made here, though others are held',
      { passkeyProof: 'staged', staged: { ...none, passkey: true } },
      false,
    ],
    ['a replaced PIN judged with the code to the held number', newPin, true],
    ['the same without a code by email', { ...newPin, emailCodeAccepted: false }, false],
    ['a new PIN that nobody asked to replace', { ...newPin, replacing: null }, false],
    ['a replaced PIN alone, repeated', { ...newPin, identity: null, pinRepeated: true }, false],
    [
      'a new PIN and a new number',
      { ...newPin, staged: { ...none, pin: true, phone: true }, identity: { pin: 'staged', phone: 'staged' } },
      false,
    ],
    ['a replacement only begun', { passkeyProof: 'held', replacing: 'pin', emailCodeAccepted: true }, false],
    [
      'passkey, the changed number not given',
      { passkeyProof: 'held', changed: { email: false, phone: true }, emailTyped: true, emailCodeAccepted: true },
      false,
    ],
    [
      'passkey, the changed address not answered',
      { passkeyProof: 'held', changed: { email: true, phone: false }, emailTyped: true },
      false,
    ],
    [
      'passkey, the changed address answered',
      { passkeyProof: 'held', changed: { email: true, phone: false }, emailTyped: true, emailCodeAccepted: true },
      true,
    ],
    [
      'PIN and the code to a number that changed since',
      { ...judged, changed: { email: false, phone: true }, emailCodeAccepted: true },
      false,
    ],
    [
      'passkey, the PIN reset and not made anew',
      { passkeyProof: 'held', held: { ...held, pin: false }, emailTyped: true, emailCodeAccepted: true },
      false,
    ],
    ['a first enrolment without passkey', enrolled, true],
    ['a first enrolment, the number not confirmed', { ...enrolled, phoneConfirmed: false }, false],
    ['a first enrolment, the PIN not repeated', { ...enrolled, pinRepeated: false }, false],
    ['a first enrolment, passkey and PIN', { ...enrolled, staged: { ...none, pin: true, passkey: true } }, true],
    ['a first enrolment with a PIN alone', { ...enrolled, staged: { ...none, pin: true } }, false],
    ['the same made for a payment, not proved', { ...enrolled, purpose: 'payment' }, false],
    [
      'the same made for a payment, judged together',
      { ...enrolled, purpose: 'payment', identity: { pin: 'staged', phone: 'staged' } },
      true,
    ],
  ])('%s', (_, more, expected) => {
    expect(satisfied(facts(more), policies.strict)).toBe(expected)
  })

  it('never holds where a rule of success does not, for all combinations of facts', () => {
    const settings = everyPolicy().filter(({ under }) => !/offers|passkeyUse|passkeyCreation/.test(under))
    const broken = new Map<string, string>()
    let combinations = 0
    for (const start of everyStart({ policies: settings, purposes: ['enrolment', 'payment'] })) {
      if (start.user.offersPaused || theCore.refuseMint(start.user, start.purpose, start.policy) !== null) continue
      for (const { facts: some, evidence } of everyFact(start)) {
        combinations += 1
        if (!satisfied(some, start.policy)) continue
        for (const rule of faultsOfSuccess(start, evidence)) broken.set(rule, inWords(start))
      }
    }
    console.log(`${combinations} combinations of facts`)
    expect([...broken]).toEqual([])
  })
})
