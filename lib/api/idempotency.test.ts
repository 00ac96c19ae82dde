import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ClaimLost } from '../../db/store.ts'
import { abuseLimits } from '../sca/abuse-limits.ts'
import { enrol } from './testing/enrol.ts'
import { mintPayment, natural, payment, type TestApi, testApi } from './testing/test-api.ts'

const body = { userId: 'ann', purpose: 'payment', operation: payment }
const mint = (api: TestApi, key: string, change: object = {}) =>
  api.send('POST', '/api/v1/sessions', { ...body, ...change }, { 'idempotency-key': key })
async function withAnn(): Promise<TestApi> {
  const api = await testApi()
  await api.send('PUT', '/api/v1/users/ann', { ...natural, category: 'payer' })
  return api
}
const sessionsOf = async (api: TestApi) => (await api.send('GET', '/api/v1/sessions?limit=100')).body.data

describe('API-03 Idempotency-Key', () => {
  it('the same key and body give the same answer, the RedirectUrl too', async () => {
    const api = await withAnn()
    const first = await mint(api, 'a')
    const second = await mint(api, 'a')
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body).toEqual(first.body)
    expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ])
    expect(await sessionsOf(api)).toHaveLength(1)
  })

  it('50 at once make one session', async () => {
    const api = await withAnn()
    const answers = await Promise.all(Array.from({ length: 50 }, () => mint(api, 'a')))
    expect(await sessionsOf(api)).toHaveLength(1)
    const made = answers.filter(({ status }) => status === 201)
    expect(made.length).toBeGreaterThan(0)
    expect(new Set(made.map(({ body: { redirectUrl } }) => redirectUrl)).size).toBe(1)
    for (const { status, body: answer } of answers) {
      if (status !== 201) expect([status, answer.code]).toEqual([409, 'idempotency-in-flight'])
    }
  })

  it('another body is 422, another path and another method too', async () => {
    const api = await withAnn()
    await mint(api, 'a')
    for (const refused of [
      await mint(api, 'a', { state: 'x' }),
      await api.send('PUT', '/api/v1/users/ann', body, { 'idempotency-key': 'a' }),
      await api.send('POST', '/api/v1/sessions/x/redeem', body, { 'idempotency-key': 'a' }),
    ]) {
      expect([refused.status, refused.body.code]).toEqual([422, 'idempotency-key-reused'])
    }
  })

  it('another key makes another session', async () => {
    const api = await withAnn()
    const [a, b] = [await mint(api, 'a'), await mint(api, 'b')]
    expect(a.body.id).not.toBe(b.body.id)
  })

  it('the key is forgotten after 24 hours', async () => {
    const api = await withAnn()
    const first = await mint(api, 'a')
    api.pass(24 * 3_600_000 - 1)
    expect((await mint(api, 'a')).body.id).toBe(first.body.id)
    api.pass(1)
    expect((await mint(api, 'a')).body.id).not.toBe(first.body.id)
  })

  it('of many at once one mints, and all are answered alike (API-03)', async () => {
    const api = await withAnn()
    const answers = await Promise.all(Array.from({ length: 20 }, () => mint(api, 'a')))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(answers.map(({ body: { redirectUrl } }) => redirectUrl)).size).toBe(1)
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1)
    expect(await sessionsOf(api)).toHaveLength(1)
  })

  it('of many at once the last session of the hour is answered to all (API-03)', async () => {
    const api = await withAnn()
    for (let i = 1; i < abuseLimits.sessionsOfUser.limit; i += 1) await mint(api, `before-${i}`)
    const answers = await Promise.all(Array.from({ length: 5 }, () => mint(api, 'last')))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
    expect(new Set(answers.map(({ body: { id } }) => id)).size).toBe(1)
    expect((await mint(api, 'one-more')).body.code).toBe('too-many-sessions')
  })

  it('of many at once with another body, one is answered and the others are refused', async () => {
    const api = await withAnn()
    const states = Array.from({ length: 8 }, (_, i) => `state-${i}`)
    const answers = await Promise.all(states.map((state) => mint(api, 'a', { state })))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ body: { code } }) => code === 'idempotency-key-reused')).toHaveLength(7)
    expect(await sessionsOf(api)).toHaveLength(1)
  })

  it('belongs to the platform', async () => {
    const api = await withAnn()
    const first = await mint(api, 'a')
    const other = await api.addPlatform()
    const headers = { authorization: `Bearer ${other.key}`, 'idempotency-key': 'a' }
    const second = await api.send('POST', '/api/v1/sessions', body, headers)
    expect([second.status, second.body.code]).toEqual([404, 'user-unknown'])
    expect(JSON.stringify(second.body)).not.toContain(first.body.id)
  })

  it('a refused request gives its key back, to be corrected', async () => {
    const api = await withAnn()
    expect((await mint(api, 'a', { operation: undefined })).status).toBe(422)
    expect((await mint(api, 'a')).status).toBe(201)
  })

  /** The claim that the middleware makes of `body`. */
  const claimOf = (api: TestApi, key: string) => {
    const fingerprint = createHash('sha256')
      .update(`POST\n/api/v1/sessions\n${JSON.stringify(body)}`)
      .digest('hex')
    return { platformId: api.platform.id, key, fingerprint, now: api.deps.clock.now() }
  }

  it('a request that died is taken over after a minute; what it would still write is not written', async () => {
    const api = await withAnn()
    expect(await api.store.beginAnswer(claimOf(api, 'a'))).toEqual({ begun: true })
    expect((await mint(api, 'a')).body.code).toBe('idempotency-in-flight')
    api.pass(60_001)
    const taken = await mint(api, 'a')
    expect(taken.status).toBe(201)
    const row = await api.store.findSession(taken.body.id)
    const late = { platformId: api.platform.id, key: 'a', status: 201, bodySealed: 'late' }
    const write = row && api.store.createSession({ ...row, id: 'ses_late', tokenHash: 'late' }, late)
    await expect(write).rejects.toThrow(ClaimLost)
    expect(await sessionsOf(api)).toHaveLength(1)
  })

  it('the answer is kept sealed', async () => {
    const api = await withAnn()
    const { body: minted } = await mint(api, 'a')
    const token = minted.redirectUrl.split('token=')[1]
    const kept = await api.store.beginAnswer(claimOf(api, 'a'))
    expect(kept).toEqual({ stored: { status: 201, bodySealed: expect.stringMatching(/^v1[.]field-/) } })
    expect(JSON.stringify(kept) + api.lines.join('\n')).not.toContain(token)
  })

  it('a PUT replays its pending action, or that there is none', async () => {
    const api = await testApi()
    const put = (key: string) => api.send('PUT', '/api/v1/users/ann', natural, { 'idempotency-key': key })
    const [first, second] = [await put('a'), await put('a')]
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body).toEqual(first.body)
    expect(await sessionsOf(api)).toHaveLength(1)
    await enrol(api, 'ann')
    const [third, fourth] = [await put('b'), await put('b')]
    expect([third.status, fourth.status, fourth.headers.get('idempotency-replayed')]).toEqual([200, 200, 'true'])
  })

  it('a PUT whose session may not be made is kept as it was answered (API-03)', async () => {
    const api = await testApi()
    await api.send('PUT', '/api/v1/users/ann', natural)
    for (let i = 1; i < abuseLimits.sessionsOfUser.limit; i += 1) await mint(api, `before-${i}`)
    const put = () => api.send('PUT', '/api/v1/users/ann', natural, { 'idempotency-key': 'a' })
    const [first, second] = [await put(), await put()]
    expect([first.status, first.body.pendingUserAction]).toEqual([200, null])
    expect([second.status, second.headers.get('idempotency-replayed')]).toEqual([200, 'true'])
    expect(second.body).toEqual(first.body)
  })

  it('a cancel replays', async () => {
    const api = await testApi()
    const { id } = await mintPayment(api)
    const cancel = () => api.send('POST', `/api/v1/sessions/${id}/cancel`, undefined, { 'idempotency-key': 'c' })
    const [first, second] = [await cancel(), await cancel()]
    expect([first.status, second.status]).toEqual([200, 200])
    expect(second.body).toEqual(first.body)
  })

  it.each(['', 'a b', 'x'.repeat(256), 'caf\u00e9'])('the key %j is refused', async (key) => {
    const { status, body: refused } = await mint(await withAnn(), key)
    expect([status, refused.code]).toEqual([400, 'idempotency-key-invalid'])
  })
})
