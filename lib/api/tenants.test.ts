import { beforeAll, describe, expect, it } from 'vitest'
import { approved } from './testing/approved.ts'
import { type Answered, mintPayment, natural, payment, type TestApi, testApi } from './testing/test-api.ts'

let api: TestApi
let foreign: Record<string, string>
let open: string
let done: string
let hook: string
let told: string

beforeAll(async () => {
  api = await testApi()
  const { key } = await api.addPlatform()
  foreign = { authorization: `Bearer ${key}` }
  hook = (await api.send('POST', '/api/v1/webhook-endpoints', { url: 'https://shop.example' })).body.id
  done = (await approved(api)).id
  told = (await api.send('GET', '/api/v1/events')).body.data[0].id
  open = (await mintPayment(api, {}, 'bob')).id
})

const bodies: Record<string, unknown> = {
  '/api/v1/sessions/{id}/redeem': { operation: payment },
  '/api/v1/sandbox/sessions/{id}/refuse': { reason: 'not-me' },
  '/api/v1/users/{userId}/reset/{source}': { reason: 'Lost' },
  '/api/v1/users/{userId}/block': { reason: 'Lost' },
  '/api/v1/users/{userId}/unblock': { reason: 'Lost' },
  '/api/v1/webhook-endpoints/{id}': { url: 'https://evil.example', enabled: false },
}

/** Objects of each kind that are another platform's. */
function idsFor(path: string): string[] {
  if (path.includes('users')) return ['ann', 'bob']
  if (path.includes('webhook-endpoints')) return [hook]
  return path.includes('events') ? [told] : [open, done]
}

/** The address of an object, what else it names filled in. */
function addressOf(path: string, id: string): string {
  return path
    .replace('{factorId}', 'pin')
    .replace('{source}', 'all')
    .replace(/\{\w+\}/, id)
}

describe('API-04 what belongs to another platform does not exist', () => {
  it('on every route that names an object', async () => {
    const { paths } = (await api.send('GET', '/api/v1/openapi.json')).body
    const routes = Object.entries(paths as Record<string, object>).flatMap(([path, item]) =>
      Object.keys(item).map((method) => ({ path, method })),
    )
    const named = routes.filter(
      ({ path, method }) => path.includes('{') && !(method === 'put' && path.includes('users')),
    )
    expect(named.length).toBeGreaterThanOrEqual(22)
    for (const { path, method } of named) {
      for (const id of idsFor(path)) {
        const before = JSON.stringify(await snapshot())
        const address = addressOf(path, id)
        const body = ['get', 'delete'].includes(method) ? undefined : bodies[path]
        const ours: Answered = await api.send(method.toUpperCase(), address, body, foreign)
        const made: Answered = await api.send(method.toUpperCase(), addressOf(path, 'ses_none'), body, foreign)
        expect([address, ours.status, ours.body.code]).toEqual([address, 404, 'not-found'])
        // The same answer as for what never was, but for the id of the request.
        expect({ ...ours.body, requestId: '' }).toEqual({ ...made.body, requestId: '' })
        expect(JSON.stringify(await snapshot())).toBe(before)
      }
    }
  })

  it('in lists, by user, by cursor, and in the inbox', async () => {
    for (const query of ['', '?userId=ann', '?status=succeeded']) {
      expect((await api.send('GET', `/api/v1/sessions${query}`, undefined, foreign)).body).toEqual({
        data: [],
        nextCursor: null,
      })
    }
    const { nextCursor } = (await api.send('GET', '/api/v1/sessions?limit=1')).body
    expect((await api.send('GET', `/api/v1/sessions?cursor=${nextCursor}`, undefined, foreign)).body.data).toEqual([])
    await api.deps.smsSender.send({ reference: 'r', to: '+33611111111', text: 'x', platformId: api.platform.id })
    expect((await api.send('GET', '/api/v1/sandbox/inbox?to=+33611111111', undefined, foreign)).body.data).toEqual([])
    expect((await api.send('GET', '/api/v1/sandbox/inbox?to=+33611111111')).body.data).toHaveLength(1)
  })

  it('in lists of endpoints and events', async () => {
    for (const path of ['webhook-endpoints', 'events']) {
      expect((await api.send('GET', `/api/v1/${path}`)).body.data).not.toEqual([])
      expect((await api.send('GET', `/api/v1/${path}`, undefined, foreign)).body.data).toEqual([])
    }
    const body = { endpointId: hook }
    const sent = await api.send('POST', `/api/v1/events/${told}/redeliver`, body, foreign)
    expect([sent.status, sent.body.code]).toEqual([404, 'not-found'])
  })

  it('for a mint', async () => {
    const body = { userId: 'ann', purpose: 'payment', operation: payment }
    expect((await api.send('POST', '/api/v1/sessions', body, foreign)).body.code).toBe('user-unknown')
  })

  it('the same id is another user', async () => {
    const change = { ...natural, email: 'other@other.example' }
    expect((await api.send('PUT', '/api/v1/users/ann', change, foreign)).status).toBe(201)
    expect((await api.send('GET', '/api/v1/users/ann')).body.emailMask).toBe('a•••@e•••.com')
  })
})

async function snapshot(): Promise<unknown> {
  return [
    await api.store.loadSession(open),
    await api.store.loadSession(done),
    await api.store.findUser(api.platform.id, 'bob'),
    await api.store.findEndpoint(api.platform.id, hook),
    await api.store.findEvent(api.platform.id, told, api.deps.clock.now()),
  ]
}

describe('API-01 keys', () => {
  const paths = ['/api/v1/sessions', '/api/v1/users/ann', '/api/v1/sandbox/inbox']
  const wrong: [string, string | null][] = [
    ['no key', null],
    ['an empty header', ''],
    ['another scheme', 'Basic YTpi'],
    ['no scheme', `ak_sandbox_${'a'.repeat(43)}`],
    ['an unknown key', `Bearer ak_sandbox_${'a'.repeat(43)}`],
    ['a key of live mode', `Bearer ak_live_${'a'.repeat(43)}`],
    ['a short key', 'Bearer ak_sandbox_a'],
    ['a quote', `Bearer ak_sandbox_${'a'.repeat(42)}'`],
    ['something long', `Bearer ${'a'.repeat(10_000)}`],
  ]
  it.each(wrong)('%s: the same answer', async (_, authorization) => {
    for (const path of paths) {
      const headers: Record<string, string> = authorization === null ? {} : { authorization }
      const response = await api.app.request(path, { headers })
      const body = await response.json()
      expect(response.headers.get('www-authenticate')).toBe('Bearer')
      expect({ ...body, requestId: '' }).toEqual({
        type: '/docs#unauthorized',
        title: expect.any(String),
        status: 401,
        code: 'unauthorized',
        requestId: '',
      })
    }
  })

  it('a revoked key is refused at once, the other goes on', async () => {
    const { platform, key } = await api.addPlatform()
    const headers = { authorization: `Bearer ${key}` }
    expect((await api.send('GET', '/api/v1/sessions', undefined, headers)).status).toBe(200)
    const [row] = await api.store.listApiKeys(platform.id)
    await api.store.revokeApiKey(row?.id ?? '', api.deps.clock.now())
    expect((await api.send('GET', '/api/v1/sessions', undefined, headers)).status).toBe(401)
    expect((await api.send('GET', '/api/v1/sessions')).status).toBe(200)
  })

  it('a key in the address is none', async () => {
    const response = await api.app.request(`/api/v1/sessions?key=${api.key}&access_token=${api.key}`)
    expect(response.status).toBe(401)
  })
})
