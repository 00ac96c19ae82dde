import { describe, expect, it } from 'vitest'
import { abuseLimits } from '../sca/abuse-limits.ts'
import { problemSchema } from './schemas/problem.ts'
import { natural, payment, testApi } from './testing/test-api.ts'

const body = { userId: 'ann', purpose: 'payment', operation: payment }

describe('ANT-01 calls of one key', () => {
  it('stop at the limit, also at once, and say when to come again', async () => {
    const api = await testApi({ apiCallsPerMinute: 20 })
    const answers = await Promise.all(Array.from({ length: 60 }, () => api.send('GET', '/api/v1/sessions')))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20)
    const refused = answers.find(({ status }) => status === 429)
    expect(problemSchema.parse(refused?.body)).toMatchObject({ code: 'too-many-requests' })
    expect(refused?.headers.get('retry-after')).toBe('60')
    api.pass(59_999)
    expect((await api.send('GET', '/api/v1/sessions')).status).toBe(429)
    api.pass(1)
    expect((await api.send('GET', '/api/v1/sessions')).status).toBe(200)
  })

  it('are shared by instances on one store, and leave other keys alone', async () => {
    const one = await testApi({ apiCallsPerMinute: 10 })
    const other = await testApi({ apiCallsPerMinute: 10, store: one.store })
    // The same ring: counters are under keyed hashes.
    Object.assign(other.deps.config, { keys: one.deps.config.keys })
    const call = (api: typeof one) =>
      api.send('GET', '/api/v1/sessions', undefined, { authorization: `Bearer ${one.key}` })
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => call(i % 2 === 0 ? one : other)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10)
    expect((await other.send('GET', '/api/v1/sessions')).status).toBe(200)
  })

  it('of thousands cost a write for each hundredth of the limit, and never exceed it', async () => {
    const api = await testApi({ apiCallsPerMinute: 1_000 })
    const statuses: number[] = []
    for (let i = 0; i < 1_100; i += 1) statuses.push((await api.send('GET', '/api/v1/sessions')).status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1_000)
  })
})

it('ANT-02 too many sessions of a user is 429 with Retry-After, and uses up no Idempotency-Key', async () => {
  const api = await testApi()
  await api.send('PUT', '/api/v1/users/ann', natural)
  const once = { 'idempotency-key': 'once' }
  for (let i = 1; i < abuseLimits.sessionsOfUser.limit; i += 1) await api.send('POST', '/api/v1/sessions', body)
  const refused = await api.send('POST', '/api/v1/sessions', body, once)
  expect([refused.status, refused.body.code]).toEqual([429, 'too-many-sessions'])
  expect(refused.headers.get('retry-after')).toBe('3600')
  expect(Date.parse(refused.body.retryAt)).toBe(api.deps.clock.now() + 3_600_000)
  await api.send('PUT', '/api/v1/users/bob', natural)
  expect((await api.send('POST', '/api/v1/sessions', { ...body, userId: 'bob' })).status).toBe(201)
  api.pass(3_600_000)
  expect((await api.send('POST', '/api/v1/sessions', body, once)).status).toBe(201)
})
