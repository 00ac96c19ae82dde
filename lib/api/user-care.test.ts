import { describe, expect, it } from 'vitest'
import { approved } from './testing/approved.ts'
import { enrol } from './testing/enrol.ts'
import { type Answered, mintPayment, natural, payment, type TestApi, testApi } from './testing/test-api.ts'

const ann = '/api/v1/users/ann'
const reason = { reason: 'Lost phone, checked by Eva Example' }

async function anEnrolled(): Promise<TestApi> {
  const api = await testApi()
  await api.send('PUT', ann, natural)
  await enrol(api, 'ann', ['pin', 'phone', 'passkey'])
  return api
}

const factorsOf = async (api: TestApi): Promise<Answered['body'][]> =>
  (await api.send('GET', `${ann}/factors`)).body.data
const idsOf = async (api: TestApi) => (await factorsOf(api)).map(({ id }) => id)
const mint = (api: TestApi) =>
  api.send('POST', '/api/v1/sessions', { userId: 'ann', purpose: 'payment', operation: payment })

describe('factors', () => {
  it('CRED-11 PII-01 shows what is held, without anything that could be used', async () => {
    const api = await anEnrolled()
    const { status, body } = await api.send('GET', `${ann}/factors`)
    expect(status).toBe(200)
    expect(body).toEqual({
      data: [
        {
          id: expect.stringMatching(/^pk_[\w-]{16}$/),
          method: 'passkey',
          createdAt: expect.any(String),
          lastUsedAt: null,
          synced: { possible: true, done: false },
        },
        { id: 'pin', method: 'pin', createdAt: expect.any(String) },
        { id: 'phone', method: 'phone', createdAt: expect.any(String), mask: expect.stringMatching(/11$/) },
      ],
      nextCursor: null,
    })
    expect(JSON.stringify(body)).not.toMatch(/611111111|credential-|"key"/)
  })

  it('CRED-08 takes away one at a time, and an unknown one never', async () => {
    const api = await anEnrolled()
    const [passkey] = await idsOf(api)
    const { status, body } = await api.send('DELETE', `${ann}/factors/${passkey}`)
    expect([status, body.status]).toEqual([200, 'active'])
    expect(await idsOf(api)).toEqual(['pin', 'phone'])
    expect((await api.send('DELETE', `${ann}/factors/${passkey}`)).status).toBe(404)
    expect((await api.send('DELETE', `${ann}/factors/pin`)).body.status).toBe('pending-enrolment')
    expect((await api.send('DELETE', `${ann}/factors/pin`)).status).toBe(404)
    expect((await api.send('DELETE', `${ann}/factors/phone`)).status).toBe(200)
    expect((await api.send('DELETE', `${ann}/factors/.`)).status).toBe(404)
    expect(await idsOf(api)).toEqual([])
  })

  it('CRED-08 SES-08 a session under way ends at once', async () => {
    const api = await anEnrolled()
    const { id } = (await mint(api)).body
    await api.send('DELETE', `${ann}/factors/pin`)
    expect((await api.send('GET', `/api/v1/sessions/${id}`)).body).toMatchObject({
      status: 'failed',
      reason: 'superseded',
    })
  })
})

describe('reset', () => {
  it.each([
    ['pin', ['phone']],
    ['phone', ['pin']],
    ['passkeys', ['pin', 'phone']],
    ['all', []],
  ])('CRED-08 %s leaves %j', async (source, left) => {
    const api = await anEnrolled()
    const { status, body } = await api.send('POST', `${ann}/reset/${source}`, reason)
    expect(status).toBe(200)
    expect(body.userId).toBe('ann')
    expect((await idsOf(api)).filter((id) => !id.startsWith('pk_'))).toEqual(left)
    expect((await idsOf(api)).some((id) => id.startsWith('pk_'))).toBe(source === 'pin' || source === 'phone')
  })

  it('CRED-11 needs a reason and takes nothing else: no field chooses a PIN, a code or a number', async () => {
    const api = await anEnrolled()
    const refused = [{}, { reason: '' }, { reason: ' ' }, { ...reason, pin: '274916' }, { ...reason, code: '1' }]
    for (const body of refused) expect((await api.send('POST', `${ann}/reset/pin`, body)).status).toBe(422)
    expect((await api.send('POST', `${ann}/reset/email`, reason)).body.code).toBe('invalid-parameter')
    expect(await idsOf(api)).toHaveLength(3)
    const { paths } = (await api.send('GET', '/api/v1/openapi.json')).body
    expect(JSON.stringify(paths)).not.toMatch(/"(pin|code|secret)":\{"type"/)
  })

  it('is done once for one Idempotency-Key', async () => {
    const api = await anEnrolled()
    const again = { 'idempotency-key': 'once' }
    const first = await api.send('POST', `${ann}/reset/pin`, reason, again)
    const second = await api.send('POST', `${ann}/reset/pin`, reason, again)
    expect(second.body).toEqual(first.body)
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    const { acts } = (await api.send('GET', `${ann}/export`)).body
    expect(acts.filter(({ did }: { did: string }) => did === 'reset')).toHaveLength(1)
  })
})

describe('block', () => {
  it('RTS-30 CRED-08 blocks until it is lifted, and ends what is under way', async () => {
    const api = await anEnrolled()
    const { id } = (await mint(api)).body
    expect((await api.send('POST', `${ann}/block`, reason)).body).toMatchObject({
      status: 'blocked',
      blockedUntil: null,
    })
    expect((await api.send('GET', `/api/v1/sessions/${id}`)).body).toMatchObject({
      status: 'failed',
      reason: 'blocked',
    })
    api.pass(365 * 86_400_000)
    expect((await mint(api)).body).toMatchObject({ code: 'user-blocked', retryAt: null })
    expect((await api.send('POST', `${ann}/unblock`, reason)).body.status).toBe('active')
    expect((await mint(api)).status).toBe(201)
  })

  it('CRED-11 keeps who did what and why', async () => {
    const api = await anEnrolled()
    await api.send('POST', `${ann}/block`, reason)
    await api.send('POST', `${ann}/unblock`, { reason: 'It was a mistake' })
    const { acts } = (await api.send('GET', `${ann}/export`)).body
    const by = expect.stringMatching(/^key:key-/)
    expect(acts).toEqual([
      { at: expect.any(String), by, did: 'blocked', what: null, reason: reason.reason },
      { at: expect.any(String), by, did: 'unblocked', what: null, reason: 'It was a mistake' },
      { at: expect.any(String), by, did: 'exported', what: null, reason: null },
    ])
    expect(api.lines.join()).not.toContain('Eva Example')
  })
})

describe('erasure', () => {
  it('PII-04 the user is gone, the sessions are evidence under a pseudonym, the id is free', async () => {
    const api = await testApi()
    const { id } = await approved(api)
    const open = await mintPayment(api, { state: 'order-of-ann' })
    const { status, body } = await api.send('DELETE', ann)
    expect(status).toBe(200)
    expect(body).toEqual({ pseudonym: expect.stringMatching(/^erased:/), erasedAt: expect.any(String) })
    for (const path of [ann, `${ann}/factors`, `${ann}/export`, `/api/v1/users/${body.pseudonym}`]) {
      expect((await api.send('GET', path)).status).toBe(404)
    }
    expect((await api.send('DELETE', ann)).status).toBe(404)
    const listed = (await api.send('GET', `/api/v1/sessions?userId=${body.pseudonym}`)).body.data
    const ids = listed.map((one: { id: string }) => one.id)
    expect(ids).toEqual(expect.arrayContaining([id, open.id]))
    expect((await api.send('GET', `/api/v1/sessions/${open.id}`)).body).toMatchObject({
      userId: body.pseudonym,
      status: 'cancelled',
      state: null,
    })
    const evidence = (await api.send('GET', `/api/v1/sessions/${id}/evidence`)).body
    expect(evidence.log).toMatchObject({ verified: true, brokenAt: null })
    expect(JSON.stringify(evidence)).not.toMatch(/"ann"|example\.com/)
    expect((await api.send('PUT', ann, natural)).status).toBe(201)
    expect((await api.send('GET', '/api/v1/sessions?userId=ann')).body.data).toHaveLength(1)
  })

  it('PII-04 a stored answer does not bring them back', async () => {
    const api = await testApi()
    const once = { 'idempotency-key': 'once' }
    const payer = { ...natural, category: 'payer' }
    await api.send('PUT', ann, payer, once)
    await api.send('DELETE', ann)
    const again = await api.send('PUT', ann, payer, once)
    expect(again.status).toBe(201)
    expect(again.headers.get('idempotency-replayed')).toBeNull()
  })
})

it('PII-04 the export holds all that is kept, and no secret', async () => {
  const api = await anEnrolled()
  await api.send('PUT', ann, { ...natural, firstName: 'Ann', lastName: 'Ample' })
  await mint(api)
  const { status, body } = await api.send('GET', `${ann}/export`)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    user: { userId: 'ann', status: 'active' },
    profile: { firstName: 'Ann', lastName: 'Ample', email: natural.email, phoneNumber: natural.phoneNumber },
    factors: [{ method: 'passkey' }, { id: 'pin' }, { id: 'phone' }],
    failedTries: 0,
  })
  expect(body.sessions).toHaveLength(3)
  expect(JSON.stringify(body)).not.toMatch(/sca_|"hash"|token/)
})
