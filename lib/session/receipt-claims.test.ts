import { describe, expect, it } from 'vitest'
import { enrol } from '../api/testing/enrol.ts'
import { natural, payment, start, type TestApi, testApi } from '../api/testing/test-api.ts'
import type { PasskeyFlags, SessionEvent } from '../sca/events.ts'
import type { Purpose } from '../sca/words.ts'
import { standing } from './opened.ts'
import { receiptClaims } from './receipt-claims.ts'

const flags: PasskeyFlags = { userVerified: true, backupEligible: true, backedUp: true, aaguid: 'a' }
const browser = { browser: 'b', agent: 'Chrome', passkeySupported: true }
const operations: Partial<Record<Purpose, object>> = { payment, access: { scope: 'account-information' } }

/** The claims of a session in which these things happened. */
async function claims(
  purpose: Purpose,
  held: string[],
  events: SessionEvent[],
  change?: (api: TestApi) => Promise<unknown>,
) {
  const api = await testApi()
  await api.send('PUT', '/api/v1/users/ann', natural)
  if (held.length > 0) await enrol(api, 'ann', held)
  await change?.(api)
  const body = { userId: 'ann', purpose, operation: operations[purpose], state: 's' }
  const minted = await api.send('POST', '/api/v1/sessions', body)
  expect(minted.body.code).toBeUndefined()
  const claimed: SessionEvent = { type: 'claimed', ...browser, locale: 'en' }
  const recorded = await api.store.record(
    minted.body.id,
    1,
    [claimed, ...events].map((event) => ({ event, at: start })),
  )
  expect(recorded).toBe('recorded')
  const record = await api.store.loadSession(minted.body.id)
  if (!record) throw new Error('no session')
  return receiptClaims(record, standing(api.deps, record).facts, start + 999, 'jti-1')
}

const passkey = (origin: 'held' | 'staged') => [
  { method: 'passkey', category: 'possession', origin, flags },
  { method: 'passkey', category: 'device-user-verification', origin, flags },
]
const pin = (origin: 'held' | 'staged') => ({ method: 'pin', category: 'knowledge', origin })
const sms = (origin: 'held' | 'staged') => ({ method: 'sms-code', category: 'possession', origin })
const all = ['pin', 'phone', 'passkey']
const used: SessionEvent = { type: 'passkey-used', origin: 'held', flags }
const typed: SessionEvent = { type: 'email-confirmed' }
const emailed: SessionEvent = { type: 'email-code-accepted' }
const newPhone = (fromPlatform: boolean): SessionEvent => ({ type: 'phone-staged', tail: '11', fromPlatform })
const confirmed: SessionEvent = { type: 'identity-confirmed' }

describe('EL-04 RES-02 RES-04 the claims of each journey', () => {
  it('say what is fixed at the outcome', async () => {
    const made = await claims('payment', all, [used])
    expect(made).toEqual({
      sub: 'ann',
      jti: 'jti-1',
      sid: expect.stringMatching(/^ses_/),
      purpose: 'payment',
      outcome: 'succeeded',
      operation: payment,
      operationHash: '1de72a148eecfb16c2a4a0cbc8e9eb831a143ed8a83bebc7196096a8014b9773',
      amr: passkey('held'),
      policy: 'strict',
      enrolledInSession: false,
      bootstrap: null,
      replaced: [],
      authTime: start / 1000,
      state: 's',
    })
  })

  it('RTS-33 of an access say how long it may idle', async () => {
    expect(await claims('access', all, [used])).toMatchObject({
      maxIdleSeconds: 300,
      operation: { scope: 'account-information' },
    })
  })

  it.each<[string, Purpose, string[], SessionEvent[], object]>([
    [
      'PIN and code',
      'payment',
      all,
      [{ type: 'passkey-skipped' }, typed, confirmed],
      { amr: [pin('held'), sms('held')] },
    ],
    [
      'a passkey without user verification is possession alone',
      'payment',
      all,
      [{ ...used, flags: { ...flags, userVerified: false } }],
      {
        amr: [{ method: 'passkey', category: 'possession', origin: 'held', flags: { ...flags, userVerified: false } }],
      },
    ],
    [
      'forgot PIN',
      'payment',
      ['pin', 'phone'],
      [typed, { type: 'replacement-begun', factor: 'pin' }, emailed, { type: 'pin-staged' }, confirmed],
      { amr: [pin('staged'), sms('held')], replaced: ['pin'], enrolledInSession: false, bootstrap: null },
    ],
    [
      'new number after the passkey',
      'payment',
      all,
      [
        { type: 'replacement-begun', factor: 'phone' },
        used,
        typed,
        emailed,
        newPhone(false),
        { type: 'phone-confirmed' },
      ],
      { amr: passkey('held'), replaced: ['phone'] },
    ],
    [
      'first enrolment with passkey',
      'enrolment',
      [],
      [
        typed,
        emailed,
        { type: 'passkey-staged', flags },
        { type: 'pin-staged' },
        { type: 'pin-repeated' },
        { type: 'phone-skipped' },
      ],
      { amr: [...passkey('staged'), pin('staged')], enrolledInSession: true, bootstrap: 'none', operation: null },
    ],
    [
      "first enrolment with the platform's number",
      'enrolment',
      [],
      [typed, emailed, { type: 'pin-staged' }, { type: 'pin-repeated' }, newPhone(true), { type: 'phone-confirmed' }],
      { amr: [pin('staged'), sms('staged')], enrolledInSession: true, bootstrap: 'phone-from-platform' },
    ],
    [
      'first enrolment with a typed number',
      'enrolment',
      [],
      [
        typed,
        emailed,
        { type: 'pin-staged' },
        { type: 'pin-repeated' },
        newPhone(true),
        newPhone(false),
        { type: 'phone-confirmed' },
      ],
      { amr: [pin('staged'), sms('staged')], enrolledInSession: true, bootstrap: 'none' },
    ],
    [
      'never enrolled, payment with the staged passkey',
      'payment',
      [],
      [
        typed,
        emailed,
        { type: 'passkey-staged', flags },
        { type: 'pin-staged' },
        { type: 'pin-repeated' },
        { type: 'phone-skipped' },
        { type: 'passkey-used', origin: 'staged', flags },
      ],
      { amr: passkey('staged'), enrolledInSession: true, bootstrap: 'none' },
    ],
    [
      'never enrolled, payment with PIN and code',
      'payment',
      [],
      [typed, emailed, { type: 'pin-staged' }, newPhone(true), confirmed],
      { amr: [pin('staged'), sms('staged')], enrolledInSession: true, bootstrap: 'phone-from-platform' },
    ],
    [
      'a number that was not proved is no bootstrap',
      'enrolment',
      [],
      [typed, emailed, { type: 'passkey-staged', flags }, newPhone(true)],
      { amr: passkey('staged'), bootstrap: 'none' },
    ],
    [
      'a takeover voids what came before',
      'payment',
      all,
      [
        used,
        { type: 'taken-over', ...browser },
        { type: 'passkey-used', origin: 'held', flags: { ...flags, aaguid: 'second' } },
      ],
      {
        amr: [
          { method: 'passkey', category: 'possession', origin: 'held', flags: { ...flags, aaguid: 'second' } },
          {
            method: 'passkey',
            category: 'device-user-verification',
            origin: 'held',
            flags: { ...flags, aaguid: 'second' },
          },
        ],
      },
    ],
  ])('%s', async (_, purpose, held, events, expected) => {
    expect(await claims(purpose, held, events)).toMatchObject(expected)
  })

  it('RTS-20 EL-02 have nothing to show where nothing was proved', async () => {
    expect(await claims('payment', all, [typed, emailed])).toMatchObject({ amr: [] })
    expect(await claims('payment', all, [used, { type: 'taken-over', ...browser }])).toMatchObject({ amr: [] })
  })

  it('a changed phone replaces the held one', async () => {
    const change = (api: TestApi) => api.send('PUT', '/api/v1/users/ann', { ...natural, phoneNumber: '+33633333333' })
    const made = await claims('contact-change', ['pin', 'phone'], [typed, emailed, newPhone(true), confirmed], change)
    expect(made).toMatchObject({ amr: [pin('held'), sms('staged')], replaced: ['phone'], enrolledInSession: false })
  })
})
