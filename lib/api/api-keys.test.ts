import { beforeAll, describe, expect, it } from 'vitest'
import { type ApiScope, apiScopes } from '../sca/api-scope.ts'
import { apiKeyRow, drawApiKey } from '../session/api-key.ts'
import { addressAllowed, readNetwork } from './address-allowed.ts'
import { callerAddress } from './caller-address.ts'
import { scopeOf } from './scope-of.ts'
import { natural, type TestApi, testApi } from './testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})

/** Another key of the platform; the one before it is revoked. */
async function keyThat(may: { scopes?: readonly ApiScope[]; addresses?: readonly string[] }) {
  const { platform } = await api.addPlatform()
  const key = drawApiKey(api.deps)
  const row = apiKeyRow(api.deps, platform.id, key, may)
  expect(await api.store.addApiKey(row)).toBe('added')
  const headers = { authorization: `Bearer ${key}` }
  const call = (method: string, path: string, body?: object) => api.send(method, path, body, headers)
  const from = (address: string, forwarded?: string) => {
    const sent = { ...headers, ...(forwarded ? { 'x-forwarded-for': forwarded } : {}) }
    const incoming = { headers: sent, socket: { remoteAddress: address } }
    return api.app.request('/api/v1/sessions', { headers: sent }, { incoming })
  }
  return { platform, key, row, call, from }
}

describe('API-01 the scopes of a key', () => {
  it('are asked of every call that the document has', async () => {
    const { paths } = (await (await api.app.request('/api/v1/openapi.json')).json()) as {
      paths: Record<string, Record<string, { security?: unknown[] }>>
    }
    const calls = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, { security }]) => (security ?? []).length > 0)
        .map(([method]) => [method.toUpperCase(), path.replaceAll(/\{\w+\}/g, 'x')] as const),
    )
    expect(calls.length).toBeGreaterThan(20)
    for (const scope of apiScopes) {
      const { call } = await keyThat({ scopes: apiScopes.filter((other) => other !== scope) })
      for (const [method, path] of calls) {
        const answer = await call(method, path, method === 'GET' || method === 'DELETE' ? undefined : {})
        const refused = answer.status === 403
        expect([method, path, refused]).toEqual([method, path, scopeOf(method, path) === scope])
        if (refused) expect(answer.body).toMatchObject({ code: 'scope-missing', scope })
      }
    }
  })

  it.each([
    ['read', 'GET', '/api/v1/sessions'],
    ['read', 'HEAD', '/api/v1/users/x'],
    ['read', 'GET', '/api/v1/sessions/x/evidence'],
    ['mint', 'PUT', '/api/v1/users/x'],
    ['mint', 'POST', '/api/v1/sessions'],
    ['mint', 'POST', '/api/v1/sessions/x/redeem'],
    ['admin', 'GET', '/api/v1/users/x/export'],
    ['admin', 'DELETE', '/api/v1/users/x'],
    ['admin', 'POST', '/api/v1/users/x/reset/pin'],
    ['admin', 'POST', '/api/v1/webhook-endpoints'],
    ['admin', 'POST', '/api/v1/something-new'],
    ['admin', 'PATCH', '/api/v1/sessions'],
  ] as const)('%s is what %s %s needs', (scope, method, path) => {
    expect(scopeOf(method, path)).toBe(scope)
  })

  it('let a key without one do nothing of it: nobody is saved, and the Idempotency-Key stays free', async () => {
    const { platform, key, call } = await keyThat({ scopes: ['read'] })
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': 'once' }
    expect((await api.send('PUT', '/api/v1/users/ann', natural, headers)).status).toBe(403)
    expect(await api.store.findUser(platform.id, 'ann')).toBeNull()
    expect((await call('GET', '/api/v1/sessions')).status).toBe(200)
    const claim = { platformId: platform.id, key: 'once', fingerprint: 'other', now: api.deps.clock.now() }
    expect(await api.store.findAnswer(claim)).toEqual({ free: true })
  })
})

describe('API-01 the networks of a key', () => {
  it('are the only ones from which it may be used', async () => {
    const { from } = await keyThat({ addresses: ['203.0.113.0/24', '2001:db8::7'] })
    for (const address of ['203.0.113.9', '::ffff:203.0.113.9', '2001:db8::7']) {
      expect([address, (await from(address)).status]).toEqual([address, 200])
    }
    for (const address of ['203.0.114.9', '2001:db8::8', '', 'unix']) {
      const refused = await from(address)
      expect([address, refused.status]).toEqual([address, 403])
      expect(await refused.json()).toMatchObject({ code: 'address-not-allowed' })
    }
  })

  it('are not to be forged by a header of the caller', async () => {
    const { from } = await keyThat({ addresses: ['203.0.113.9'] })
    expect((await from('198.51.100.1', '203.0.113.9')).status).toBe(403)
  })

  it.each([
    ['10.0.0.2', '203.0.113.9', '203.0.113.9'],
    ['10.0.0.2', '198.51.100.1, 203.0.113.9:51234', '203.0.113.9'],
    ['10.0.0.2', '[2001:db8::7]:443', '2001:db8::7'],
    ['10.0.0.2', '::ffff:203.0.113.9', '203.0.113.9'],
    // Not the proxy's own, which may be in a network of the key.
    ['10.0.0.2', 'unknown', ''],
    ['10.0.0.2', '203.0.113.9:x', ''],
    ['10.0.0.2', undefined, '10.0.0.2'],
  ])('from %s behind a proxy that says %j a call is of %j', (remoteAddress, forwarded, address) => {
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
    expect(callerAddress({ headers, socket: { remoteAddress } as never }, 1)).toBe(address)
  })

  it('are none where nobody named any', async () => {
    expect((await (await keyThat({})).from('198.51.100.1')).status).toBe(200)
  })

  it.each(['203.0.113.7', '203.0.113.0/24', '0.0.0.0/0', '2001:db8::/32', '::1'])('%s is one', (text) => {
    expect(readNetwork(text)).not.toBeNull()
  })

  it.each([
    '',
    'host',
    '203.0.113',
    '203.0.113.0/33',
    '203.0.113.0/',
    '1',
    '0x7f.1',
    '2001:db8::/129',
    '1.2.3.4/-1',
    '203.0.113.0/24/8',
    '::ffff:203.0.113.7',
    '::ffff:203.0.113.0/120',
  ])('%j is none', (text) => {
    expect(readNetwork(text)).toBeNull()
    expect(addressAllowed('203.0.113.7', [text])).toBe(false)
  })
})

describe('API-01 the last use of a key', () => {
  it('is written to the hour, and for a call that was refused not at all', async () => {
    const { platform, row, call } = await keyThat({ scopes: ['read'] })
    const lastUse = async () => (await api.store.listApiKeys(platform.id)).find(({ id }) => id === row.id)?.lastUsedAt
    await call('DELETE', '/api/v1/users/ann')
    expect(await lastUse()).toBeNull()
    await call('GET', '/api/v1/sessions')
    const first = api.deps.clock.now()
    // Beside the call, so that nobody waits for it.
    await expect.poll(lastUse).toBe(first)
    api.pass(3_599_000)
    await call('GET', '/api/v1/sessions')
    expect(await lastUse()).toBe(first)
    api.pass(1_000)
    await call('GET', '/api/v1/sessions')
    await expect.poll(lastUse).toBe(first + 3_600_000)
  })
})

it('API-01 a key has a prefix and 256 bits, and only its hash is stored', async () => {
  const { key, row } = await keyThat({})
  expect(key).toMatch(/^ak_sandbox_[\w-]{43}$/)
  expect(Buffer.from(key.slice('ak_sandbox_'.length), 'base64url')).toHaveLength(32)
  expect(JSON.stringify(row)).not.toContain(key.slice('ak_sandbox_'.length))
})
