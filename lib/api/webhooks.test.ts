import { Webhook } from 'standardwebhooks'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { webhookRunner } from '../webhooks/runner.ts'
import { idsOf, type Receiver, receiver, status } from '../webhooks/testing/receiver.ts'
import { endpointSchema, endpointWithSecret, eventList, eventWithDeliveries } from './schemas/webhook.ts'
import { approved } from './testing/approved.ts'
import { mintPayment, start, type TestApi, testApi } from './testing/test-api.ts'

const path = '/api/v1/webhook-endpoints'
const url = 'https://shop.example/hooks'
const register = (api: TestApi, body: object = { url }, headers = {}) => api.send('POST', path, body, headers)

describe('HOOK-01 /api/v1/webhook-endpoints', () => {
  it('registers an endpoint and shows its secret this once', async () => {
    const api = await testApi()
    const { status: code, body } = await register(api)
    expect(code).toBe(201)
    expect(endpointWithSecret.parse(body)).toEqual(body)
    const { secret, ...shown } = body
    expect(shown).toMatchObject({ url, enabled: true, disabledReason: null, previousSecretUntil: null })
    expect((await api.send('GET', `${path}/${body.id}`)).body).toEqual(shown)
    expect((await api.send('GET', path)).body).toEqual({ data: [shown], nextCursor: null })
    expect(endpointSchema.parse(shown)).toEqual(shown)
    expect(JSON.stringify(await api.store.listEndpoints(api.platform.id))).not.toContain(secret.slice(6))
    expect(api.lines.join('')).not.toContain(secret)
  })

  it('API-03 the same key gives the same secret, and makes one endpoint', async () => {
    const api = await testApi()
    const headers = { 'idempotency-key': 'hook-1' }
    const [first, second] = [await register(api, { url }, headers), await register(api, { url }, headers)]
    expect(second.body).toEqual(first.body)
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    expect((await api.send('GET', path)).body.data).toHaveLength(1)
    const rotate = () =>
      api.send('POST', `${path}/${first.body.id}/rotate-secret`, undefined, { 'idempotency-key': 'r' })
    expect((await rotate()).body).toEqual((await rotate()).body)
  })

  it('changes the address, disables and enables', async () => {
    const api = await testApi()
    const { id } = (await register(api)).body
    const put = (body: object) => api.send('PUT', `${path}/${id}`, body, { 'idempotency-key': JSON.stringify(body) })
    const moved = { url: 'https://new.example/', enabled: true }
    expect((await put(moved)).body).toMatchObject(moved)
    expect((await put({ ...moved, enabled: false })).body).toMatchObject({ disabledReason: 'by-platform' })
    const again = { url, enabled: true }
    expect((await put(again)).body).toMatchObject({ ...again, disabledReason: null })
    expect((await put(again)).headers.get('idempotency-replayed')).toBe('true')
  })

  it('deletes', async () => {
    const api = await testApi()
    const { id } = (await register(api)).body
    const gone = await api.send('DELETE', `${path}/${id}`)
    expect([gone.status, gone.body]).toEqual([204, ''])
    expect((await api.send('DELETE', `${path}/${id}`)).status).toBe(404)
    expect((await api.send('GET', `${path}/${id}`)).status).toBe(404)
  })

  it('takes ten and no more', async () => {
    const api = await testApi()
    const made = await Promise.all(Array.from({ length: 12 }, () => register(api)))
    expect(made.map(({ status: code }) => code).toSorted()).toEqual([...Array(10).fill(201), 409, 409])
    expect((await register(api)).body.code).toBe('too-many-webhook-endpoints')
  })

  const live = [
    ['shop.example', 'webhook-url-invalid'],
    ['https://user:secret@shop.example', 'webhook-url-invalid'],
    ['http://shop.example', 'webhook-url-not-https'],
    ['http://localhost:4000', 'webhook-url-not-https'],
    ['https://127.0.0.1', 'webhook-url-not-public'],
    ['https://169.254.169.254/latest/meta-data', 'webhook-url-not-public'],
    ['https://[::ffff:10.0.0.1]', 'webhook-url-not-public'],
    ['https://inside.example', 'webhook-url-not-public'],
  ]
  it.each(live)('HOOK-05 refuses %s in live mode: %s', async (target, code) => {
    const api = await testApi({
      mode: 'live',
      resolve: async (host) => (host === 'inside.example' ? ['10.1.2.3'] : ['8.8.8.8']),
    })
    const refused = await register(api, { url: target })
    expect([refused.status, refused.body.code, refused.body.at]).toEqual([422, code, 'url'])
    const { id } = (await register(api)).body
    const changed = await api.send('PUT', `${path}/${id}`, { url: target, enabled: true })
    expect([changed.status, changed.body.code]).toEqual([422, code])
    expect((await api.send('GET', `${path}/${id}`)).body.url).toBe(url)
    expect(JSON.stringify(refused.body)).not.toContain('10.1.2.3')
  })

  it.each([
    [{}],
    [{ url: 7 }],
    [{ url, secret: 'mine' }],
    [{ url: '' }],
    [{ url: `https://a.example/${'x'.repeat(2000)}` }],
  ])('does not take %j', async (body) => expect((await register(await testApi(), body)).body.code).toBe('invalid-body'))
})

describe('HOOK-02 /api/v1/events', () => {
  it('lists what was told, newest first, page by page', async () => {
    const api = await testApi()
    const sessions = [await approved(api), await approved(api, {}, 'bob')]
    await api.send('POST', `/api/v1/sessions/${(await mintPayment(api)).id}/cancel`)
    const first = (await api.send('GET', '/api/v1/events?limit=2')).body
    const second = (await api.send('GET', `/api/v1/events?limit=2&cursor=${first.nextCursor}`)).body
    const all = [...first.data, ...second.data]
    expect(eventList.parse({ data: all, nextCursor: null }).data).toEqual(all)
    expect(all.map(({ type }: { type: string }) => type).slice(0, 1)).toEqual(['session.cancelled'])
    expect(all.at(-1).data).toEqual({
      userId: 'ann',
      purpose: 'payment',
      status: 'succeeded',
      reason: null,
      sessionId: sessions[0]?.id,
      sequence: 1,
    })
    expect((await api.send('GET', '/api/v1/events?cursor=made-up')).body.code).toBe('invalid-parameter')
  })

  it('the pages of a list hold each event once, and each has its own page', async () => {
    const api = await testApi()
    for (const user of ['ann', 'bob', 'cid']) await approved(api, {}, user)
    const { data } = (await api.send('GET', '/api/v1/events')).body
    for (const event of data) {
      const { body } = await api.send('GET', `/api/v1/events/${event.id}`)
      expect(eventWithDeliveries.parse(body)).toEqual(body)
      expect(body).toEqual({ ...event, deliveries: [] })
    }
  })
})

describe('HOOK-04 from an outcome to a receiver and back', () => {
  const open: Receiver[] = []
  afterEach(async () => {
    vi.useRealTimers()
    await Promise.all(open.splice(0).map((one) => one.close()))
  })

  it('delivers, shows how it went, and sends again on demand', async () => {
    const shop = await receiver(status(503))
    open.push(shop)
    // Before the server looks at the clock first: one that is set later is noticed.
    vi.useFakeTimers({ toFake: ['Date'], now: start })
    const api = await testApi()
    const { id: endpointId, secret } = (await register(api, { url: shop.url })).body
    const session = await approved(api)
    const runner = webhookRunner(api.deps)
    await runner.step()
    const [event] = (await api.send('GET', '/api/v1/events')).body.data
    const show = async () => (await api.send('GET', `/api/v1/events/${event.id}`)).body.deliveries
    expect(await show()).toEqual([
      {
        endpointId,
        state: 'pending',
        attempts: 1,
        nextAttemptAt: expect.stringMatching(/^2026-08-01T12:00:0[56]/),
        lastAttemptAt: '2026-08-01T12:00:00.000Z',
        lastResult: 'error-status',
        lastStatus: 503,
      },
    ])
    shop.answer(status(200))
    const sent = await api.send('POST', `/api/v1/events/${event.id}/redeliver`)
    expect([sent.status, sent.body]).toEqual([202, { eventId: event.id, endpoints: 1 }])
    await runner.step()
    expect(await show()).toMatchObject([{ state: 'delivered', attempts: 1, nextAttemptAt: null, lastStatus: 200 }])
    expect(idsOf(shop.got)).toEqual([event.id, event.id])
    const { body, headers } = shop.got[1] ?? { body: '', headers: {} }
    const { id: _, ...message } = event
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual(message)
    expect(message).toMatchObject({ type: 'session.succeeded', data: { sessionId: session.id, userId: 'ann' } })
  })

  it('sends again to one endpoint, and says where there is none', async () => {
    const api = await testApi()
    const [one, other] = [(await register(api)).body, (await register(api)).body]
    await approved(api)
    const [event] = (await api.send('GET', '/api/v1/events')).body.data
    const again = (body: object, headers = {}) =>
      api.send('POST', `/api/v1/events/${event.id}/redeliver`, body, headers)
    expect((await again({})).body.endpoints).toBe(2)
    expect((await again({ endpointId: other.id })).body.endpoints).toBe(1)
    await api.send('PUT', `${path}/${one.id}`, { url, enabled: false })
    expect((await again({ endpointId: one.id })).body.code).toBe('no-webhook-endpoint')
    expect((await again({ endpointId: 'we_none' })).body.code).toBe('no-webhook-endpoint')
    expect((await again({ endpoint: one.id })).body.code).toBe('invalid-body')
    const headers = { 'idempotency-key': 'again' }
    const [first, second] = [await again({}, headers), await again({}, headers)]
    expect(second.body).toEqual(first.body)
    expect(second.headers.get('idempotency-replayed')).toBe('true')
  })
})
