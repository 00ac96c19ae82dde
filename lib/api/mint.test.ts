import { describe, expect, it } from 'vitest'
import { tokenHash } from '../keys/hash.ts'
import { evasions, registered } from '../sca/testing/return-url-evasions.ts'
import { operationHash } from '../session/operation-hash.ts'
import { mintedSchema } from './schemas/session.ts'
import { enrol } from './testing/enrol.ts'
import { back, payment, testApi } from './testing/test-api.ts'
import { mint, withAnn } from './testing/with-ann.ts'

const minute = 60_000

describe('POST /api/v1/sessions', () => {
  it('makes a session that lives ten minutes', async () => {
    const api = await withAnn()
    const { status, body } = await mint(api, { returnUrl: `${back}?order=42`, state: 'ünï', locale: 'fr-CH' })
    expect(status).toBe(201)
    expect(mintedSchema.parse(body)).toEqual(body)
    expect(body).toMatchObject({
      userId: 'ann',
      purpose: 'payment',
      operation: payment,
      status: 'created',
      returnUrl: `${back}?order=42`,
      state: 'ünï',
      locale: 'fr',
      createdAt: '2026-08-01T12:00:00.000Z',
      expiresAt: '2026-08-01T12:10:00.000Z',
      step: null,
    })
  })

  it('API-08 SES-01 the address holds a token of 208 random bits and nothing else; only its hash is stored', async () => {
    const api = await withAnn()
    const { body } = await mint(api, { state: 'x' })
    const url = new URL(body.redirectUrl)
    expect([...url.searchParams.keys()]).toEqual(['token'])
    const token = url.searchParams.get('token') ?? ''
    expect(token).toMatch(/^sca_[\w-]{43}$/)
    const row = await api.store.findSession(body.id)
    expect(row?.tokenHash).toBe(token.slice(4, 12) + tokenHash(token))
    expect(JSON.stringify(row)).not.toContain(token.slice(12))
  })

  it('WEB-22 the address comes from the configuration, whatever the request says', async () => {
    const api = await withAnn()
    const { body } = await api.send(
      'POST',
      'https://evil.example/api/v1/sessions',
      JSON.stringify({ userId: 'ann', purpose: 'enrolment' }),
      {
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'http',
        'content-type': 'application/json',
      },
    )
    expect(body.redirectUrl).toMatch(/^https:\/\/sca\.example\/\?token=/)
  })

  it('DL-02 a platform can recompute the hash from the answer, and any change shows', async () => {
    const { body } = await mint(await withAnn(), {})
    expect(operationHash({ purpose: 'payment', operation: body.operation })).toBe(body.operationHash)
    // Written out by hand, so that the documented form cannot drift.
    expect(body.operationHash).toBe('1de72a148eecfb16c2a4a0cbc8e9eb831a143ed8a83bebc7196096a8014b9773')
    const other = { ...payment, amount: { value: 3101, currency: 'EUR' } }
    expect(operationHash({ purpose: 'payment', operation: other })).not.toBe(body.operationHash)
  })

  it('DL-07 answers with the operation as it is shown', async () => {
    const operation = {
      ...payment,
      payee: { name: ' Cafe\u0301\u202e\nX ', account: 'fr76 3000 6000 0112 3456 7890 189' },
      reference: null,
    }
    const { body } = await mint(await withAnn(), { operation })
    expect(body.operation).toEqual({
      amount: payment.amount,
      payee: { name: 'Café X', account: 'FR7630006000011234567890189' },
    })
  })

  it.each([
    ['purpose without operation', { operation: undefined }, 'operation-missing'],
    ['operation null', { operation: null }, 'operation-missing'],
    ['operation where none belongs', { purpose: 'enrolment' }, 'operation-not-allowed'],
    ['operation where none belongs', { purpose: 'contact-change' }, 'operation-not-allowed'],
    ['operation of another purpose', { operation: { scope: 'x' } }, 'operation-of-other-purpose'],
    ['a fraction', { operation: { ...payment, amount: { value: 31.02, currency: 'EUR' } } }, 'amount-invalid'],
    ['a fraction of a yen', { operation: { ...payment, amount: { value: 0.5, currency: 'JPY' } } }, 'amount-invalid'],
    ['nothing', { operation: { ...payment, amount: { value: 0, currency: 'EUR' } } }, 'amount-invalid'],
    ['a negative amount', { operation: { ...payment, amount: { value: -1, currency: 'EUR' } } }, 'amount-invalid'],
    ['too much', { operation: { ...payment, amount: { value: 1e13, currency: 'EUR' } } }, 'amount-invalid'],
    ['an unknown currency', { operation: { ...payment, amount: { value: 1, currency: 'XXX' } } }, 'currency-unknown'],
    [
      'a currency in lower case',
      { operation: { ...payment, amount: { value: 1, currency: 'eur' } } },
      'currency-unknown',
    ],
    [
      'a wrong IBAN',
      { operation: { ...payment, payee: { name: 'X', account: 'FR7630006000011234567890188' } } },
      'iban-invalid',
    ],
    ['an invisible payee', { operation: { ...payment, payee: { name: '\u200b' } } }, 'payee-invalid'],
    [
      'two currencies',
      { operation: { payments: [payment, { ...payment, amount: { value: 1, currency: 'USD' } }] } },
      'batch-currencies',
    ],
    ['an unregistered return URL', { returnUrl: 'https://evil.example/back' }, 'return-url-not-registered'],
  ])('RTS-02 %s is refused', async (_, change, code) => {
    const { status, body } = await mint(await withAnn(), change)
    expect([status, body.code]).toEqual([422, code])
    expect(body.at).toMatch(/^(operation|returnUrl)/)
  })

  it.each([
    ['an unknown field', { amount: 1 }],
    ['an unknown field of the operation', { operation: { ...payment, fee: 1 } }],
    [
      'an unknown field of the amount',
      { operation: { ...payment, amount: { value: 1, currency: 'EUR', major: 0.01 } } },
    ],
    ['an unknown purpose', { purpose: 'transfer' }],
    ['an amount as text', { operation: { ...payment, amount: { value: '3100', currency: 'EUR' } } }],
    ['a list', { operation: [payment] }],
    ['an empty batch', { operation: { payments: [] } }],
    ['a batch of 1001', { operation: { payments: Array.from({ length: 1001 }, () => payment) } }],
    ['a long state', { state: 'x'.repeat(513) }],
    ['a state with half of a sign, which would come back as another', { state: 'x\ud83d' }],
    ['an unknown locale', { locale: 'tlh' }],
    ['a number for the user', { userId: 42 }],
  ])('RTS-01 RTS-02 %s does not fit the schema', async (_, change) => {
    const { status, body } = await mint(await withAnn(), change)
    expect([status, body.code]).toEqual([422, 'invalid-body'])
    expect(body.errors.length).toBeGreaterThan(0)
  })

  it('names the field of the alternative that came closest', async () => {
    const { body } = await mint(await withAnn(), { operation: { ...payment, fee: 1 } })
    expect(body.errors).toEqual([{ path: 'operation', message: expect.stringContaining('fee') }])
  })

  it('an unknown user is 404', async () => {
    const { status, body } = await mint(await testApi(), {})
    expect([status, body.code]).toEqual([404, 'user-unknown'])
  })

  it('a platform without return URLs cannot mint', async () => {
    const api = await withAnn()
    await api.store.updatePlatform({ ...api.platform, returnUrls: [] })
    const { status, body } = await mint(api, {})
    expect([status, body.code]).toEqual([422, 'no-return-url'])
  })

  it('enrolment of a user who lacks nothing is 409', async () => {
    const api = await withAnn()
    await enrol(api, 'ann')
    const { status, body } = await mint(api, { purpose: 'enrolment', operation: null })
    expect([status, body.code]).toEqual([409, 'already-enrolled'])
    expect((await mint(api, { purpose: 'contact-change', operation: null })).body.code).toBe('nothing-changed')
  })

  it('a blocked user is 409 with the end of the block', async () => {
    const api = await withAnn()
    const { body: session } = await mint(api, {})
    await api.send('POST', `/api/v1/sandbox/sessions/${session.id}/lock`)
    const refused = await mint(api, {})
    expect([refused.status, refused.body.code]).toEqual([409, 'user-blocked'])
    expect(refused.body.retryAt).toBe('2026-08-01T12:15:00.000Z')
    api.pass(15 * minute)
    expect((await mint(api, {})).status).toBe(201)
    const row = await api.store.findUser(api.platform.id, 'ann')
    await api.store.changeSeries(row?.user.id ?? '', (series) => ({ ...series, permanent: true }))
    expect((await mint(api, {})).body).toMatchObject({ code: 'user-blocked', retryAt: null })
  })

  it('DL-09 a batch of 1000 payments with the longest names fits', async () => {
    const long = {
      ...payment,
      payee: { name: '漢'.repeat(140), account: 'FR7630006000011234567890189' },
      reference: '字'.repeat(140),
    }
    const { status, body } = await mint(await withAnn(), {
      operation: { payments: Array.from({ length: 1000 }, () => long) },
    })
    expect(status).toBe(201)
    expect(body.operation.payments).toHaveLength(1000)
  })

  it('SES-07 a newer session of the same purpose and operation ends the older; another operation does not', async () => {
    const api = await withAnn()
    const first = (await mint(api, {})).body
    const other = (await mint(api, { operation: { ...payment, amount: { value: 1, currency: 'EUR' } } })).body
    const second = (await mint(api, {})).body
    const status = async (id: string) => (await api.send('GET', `/api/v1/sessions/${id}`)).body.status
    expect([await status(first.id), await status(other.id), await status(second.id)]).toEqual([
      'cancelled',
      'created',
      'created',
    ])
  })
})

describe('WEB-15 return URLs through the API', () => {
  it('takes registered ones and none of the evasions', async () => {
    const api = await withAnn()
    await api.store.updatePlatform({ ...api.platform, returnUrls: registered })
    for (const returnUrl of registered) expect((await mint(api, { returnUrl })).status).toBe(201)
    for (const [name, returnUrl] of evasions) {
      const { status, body } = await mint(api, { returnUrl })
      expect([name, status, body.code]).toEqual([name, 422, 'return-url-not-registered'])
    }
  })
})
