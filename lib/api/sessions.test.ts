import { describe, expect, it } from 'vitest'
import { tokenHash } from '../keys/hash.ts'
import { evasions, registered } from '../sca/testing/return-url-evasions.ts'
import { showSession, showSessions } from '../session/find-session.ts'
import { operationHash } from '../session/operation-hash.ts'
import { sweepOverdue } from '../session/overdue.ts'
import { mintedSchema, sessionSchema } from './schemas/session.ts'
import { enrol } from './testing/enrol.ts'
import { back, mintPayment, natural, payment, type TestApi, testApi } from './testing/test-api.ts'

const minute = 60_000
const mint = (api: TestApi, body: object) =>
  api.send('POST', '/api/v1/sessions', { userId: 'ann', purpose: 'payment', operation: payment, ...body })
async function withAnn(): Promise<TestApi> {
  const api = await testApi()
  await api.send('PUT', '/api/v1/users/ann', natural)
  return api
}

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

describe('GET /api/v1/sessions', () => {
  it('API-06 tells the class of the outcome and the screen, never which element failed', async () => {
    const api = await withAnn()
    const { body: minted } = await mint(api, {})
    const agent = { browser: 'b', agent: 'Chrome', passkeySupported: false }
    const at = api.deps.clock.now()
    await api.store.record(minted.id, 1, [
      { event: { type: 'claimed', ...agent, locale: 'fr' }, at },
      { event: { type: 'verdict-refused', of: 'identity', failures: 1 }, at },
    ])
    const { body } = await api.send('GET', `/api/v1/sessions/${minted.id}`)
    expect(sessionSchema.parse(body)).toEqual(body)
    expect(body).toMatchObject({ status: 'started', step: 'confirm-email', reason: null })
    expect(JSON.stringify(body)).not.toMatch(/identity|failures|verdict/)
  })

  it('SES-04 is expired at 600 s exactly, written or not', async () => {
    const api = await withAnn()
    const { body } = await mint(api, {})
    const status = async () => (await api.send('GET', `/api/v1/sessions/${body.id}`)).body.status
    api.pass(10 * minute - 1)
    expect(await status()).toBe('created')
    api.pass(1)
    expect(await status()).toBe('expired')
    // The one that the PUT minted is over as well.
    expect(await sweepOverdue(api.deps, 100)).toBe(2)
    expect(await sweepOverdue(api.deps, 100)).toBe(0)
    expect(await api.store.findSession(body.id)).toMatchObject({ outcome: 'expired', reason: 'time-over' })
  })

  it('lists newest first, page by page, and filters', async () => {
    const api = await withAnn()
    await api.send('PUT', '/api/v1/users/bob', { ...natural, category: 'payer' })
    const ids: string[] = []
    for (const value of [1, 2, 3, 4, 5]) {
      api.pass(1000)
      const operation = { ...payment, amount: { value, currency: 'EUR' } }
      ids.unshift((await mint(api, { userId: 'bob', operation })).body.id)
    }
    const page = async (query: string) => (await api.send('GET', `/api/v1/sessions?userId=bob${query}`)).body
    const first = await page('&limit=3')
    expect(first.data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 3))
    const second = await page(`&limit=3&cursor=${first.nextCursor}`)
    expect(second.data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(3))
    expect(second.nextCursor).toBeNull()
    await api.send('POST', `/api/v1/sessions/${ids[1]}/cancel`)
    expect((await page('&status=cancelled')).data.map(({ id }: { id: string }) => id)).toEqual([ids[1]])
    expect((await page('&status=created')).data).toHaveLength(4)
    expect(await page('&status=succeeded')).toEqual({ data: [], nextCursor: null })
  })

  it('looks up where the sessions of a page are in as few questions as for one, and says the same as of each alone', async () => {
    const api = await withAnn()
    const operations = [1, 2, 3, 4].map((value) => ({ ...payment, amount: { value, currency: 'EUR' } }))
    const minted = await Promise.all(operations.map((operation) => mint(api, { operation })))
    const asked: string[] = []
    const store = new Proxy(api.store, {
      get: (target, verb: string) => {
        const call = Reflect.get(target, verb) as (...given: unknown[]) => unknown
        return (...given: unknown[]) => {
          asked.push(verb)
          return call(...given)
        }
      },
    })
    const { sessions } = await store.listSessions({ platformId: api.platform.id, limit: 10, now: api.deps.clock.now() })
    // And the enrolment that the new user needs.
    expect(sessions).toHaveLength(minted.length + 1)
    const shown = await showSessions({ ...api.deps, store }, sessions)
    expect(asked).toEqual(['listSessions', 'loadSessions'])
    const alone = await Promise.all(sessions.map((session) => showSession(api.deps, session)))
    expect(shown).toEqual(alone)
    const { body } = await api.send('GET', '/api/v1/sessions?userId=ann')
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual(sessions.map(({ id }) => id))
  })

  it.each(['status=done', 'limit=0', 'limit=101', 'limit=x', 'cursor=x', 'colour=red', 'userId=a%20b'])(
    '?%s is refused',
    async (query) => {
      const { status, body } = await (await testApi()).send('GET', `/api/v1/sessions?${query}`)
      expect([status, body.code]).toEqual([422, 'invalid-parameter'])
    },
  )
})

describe('POST /api/v1/sessions/{id}/cancel', () => {
  it('DL-05 ends an open session, once', async () => {
    const api = await testApi()
    const session = await mintPayment(api)
    const cancelled = await api.send('POST', `/api/v1/sessions/${session.id}/cancel`)
    expect(cancelled.status).toBe(200)
    expect(cancelled.body).toMatchObject({
      status: 'cancelled',
      reason: 'by-platform',
      endedAt: '2026-08-01T12:00:00.000Z',
    })
    expect((await api.send('GET', `/api/v1/sessions/${session.id}`)).body).toEqual(cancelled.body)
    const again = await api.send('POST', `/api/v1/sessions/${session.id}/cancel`, {})
    expect([again.status, again.body.code, again.body.sessionStatus]).toEqual([409, 'session-ended', 'cancelled'])
  })

  it('finds an expired session expired', async () => {
    const api = await testApi()
    const session = await mintPayment(api)
    api.pass(10 * minute)
    const { status, body } = await api.send('POST', `/api/v1/sessions/${session.id}/cancel`)
    expect([status, body.sessionStatus]).toEqual([409, 'expired'])
  })

  it('against an outcome of the same moment: one of the two is written', async () => {
    const api = await testApi()
    const { id } = await mintPayment(api)
    const calls = [`sessions/${id}/cancel`, `sandbox/sessions/${id}/approve`, `sandbox/sessions/${id}/refuse`]
    const answers = await Promise.all([...calls, ...calls].map((path) => api.send('POST', `/api/v1/${path}`)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409])
    const { events } = (await api.store.loadSession(id)) ?? { events: [] }
    expect(events.filter(({ event }) => event.type === 'ended')).toHaveLength(1)
  })

  it('DL-05 nothing else changes a session', async () => {
    const api = await testApi()
    const { id } = await mintPayment(api)
    for (const method of ['PATCH', 'PUT', 'DELETE', 'POST']) {
      const { status, headers } = await api.send(method, `/api/v1/sessions/${id}`, { operation: payment })
      expect([method, status, headers.get('allow')]).toEqual([method, 405, 'GET, HEAD'])
    }
  })
})
