import { describe, expect, it } from 'vitest'
import { type MintRefusal, refuseMint } from './mintable.ts'
import { policies } from './policy.ts'
import { type Method, type Purpose, purposes } from './words.ts'

const { strict, mangopay } = policies
const changes = { none: [false, false], email: [true, false], phone: [false, true], both: [true, true] } as const

function user(holds: string, changed: keyof typeof changes = 'none') {
  const has = (method: Method): boolean => holds.split(' ').includes(method)
  const [email, phone] = changes[changed]
  return {
    held: { passkey: has('passkey'), pin: has('pin'), phone: has('phone') },
    wasEnrolled: holds !== '',
    changed: { email, phone },
    blocked: false,
    superseded: false,
    offersPaused: false,
  }
}

describe('refuseMint', () => {
  it.each(purposes)('a blocked user gets no session for %s', (purpose) => {
    expect(refuseMint({ ...user('pin phone'), blocked: true }, purpose, strict)).toBe('user-blocked')
  })

  it.each<[string, Purpose, MintRefusal | null]>([
    ['', 'enrolment', null],
    ['', 'payment', null],
    ['pin phone', 'enrolment', 'already-enrolled'],
    ['passkey pin', 'enrolment', 'already-enrolled'],
    ['passkey pin phone', 'enrolment', 'already-enrolled'],
    ['passkey phone', 'enrolment', null],
    ['passkey', 'enrolment', null],
    ['pin', 'enrolment', null],
    ['phone', 'enrolment', null],
    ['pin phone', 'access', null],
    ['pin phone', 'contact-change', 'nothing-changed'],
  ])('holds "%s", %s: %s', (holds, purpose, refusal) => {
    expect(refuseMint(user(holds), purpose, strict)).toBe(refusal)
  })

  it.each<[string, keyof typeof changes, MintRefusal | null, MintRefusal | null]>([
    ['pin phone', 'email', null, null],
    ['pin phone', 'phone', null, null],
    ['pin phone', 'both', 'reset-required', null],
    ['passkey pin', 'email', null, null],
    ['passkey pin phone', 'both', null, null],
    ['passkey phone', 'both', null, null],
    ['phone', 'email', null, null],
    ['phone', 'phone', 'reset-required', 'reset-required'],
    ['phone', 'both', 'reset-required', 'reset-required'],
    ['pin', 'email', null, null],
  ])('holds "%s", changed %s: strict %s, mangopay %s', (holds, changed, underStrict, underMangopay) => {
    expect(refuseMint(user(holds, changed), 'contact-change', strict)).toBe(underStrict)
    expect(refuseMint(user(holds, changed), 'payment', mangopay)).toBe(underMangopay)
  })
})
