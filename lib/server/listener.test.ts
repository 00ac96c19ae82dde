import { createServer, type IncomingHttpHeaders } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { testApi } from '../api/testing/test-api.ts'
import { apiKeyRow, drawApiKey } from '../session/api-key.ts'
import { addressHeader } from './address-header.ts'
import { listener } from './listener.ts'
import { pageListener } from './page-listener.ts'

const api = await testApi()
const { origin } = api.deps.config
/** What a page is made from, as it reached the place where Next stands. */
const reached: { method: string; url: string; headers: IncomingHttpHeaders }[] = []
const server = createServer(
  listener(
    api.deps,
    pageListener(
      api.deps.config,
      async ({ method = '', url = '', headers }, response) => {
        reached.push({ method, url, headers: { ...headers } })
        response.statusCode = url === '/nothing' ? 404 : 200
        response.end('page')
      },
      false,
    ),
    api.readiness,
  ),
)
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
const { port } = server.address() as AddressInfo
afterAll(() => server.close())

const get = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${port}${path}`, init)
const post = (path: string, headers: Record<string, string>) =>
  get(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: 'a=b',
  })

/** As it stands, since fetch would not send some of these headers. Out: the status line. */
function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.end(request))
    socket.on('data', (chunk) => {
      answer += chunk.toString()
    })
    socket.on('end', () => resolve(answer.split('\r\n')[0] ?? ''))
    socket.on('error', reject)
  })
}

const pages = ['/', '/?token=sca_x', '/s/ses_1/confirm-email', '/s/ses_1/finish', '/nothing']
const calls = [
  '/api/v1/users/ann',
  '/api/v1/nothing',
  '/healthz',
  '/.well-known/jwks.json',
  '/docs',
  '/api/v1/openapi.json',
]

describe('WEB-14 the headers of every answer', () => {
  it.each([...pages, ...calls, '/_next/static/a.js'])('%s', async (path) => {
    const { headers } = await get(path)
    expect(Number(/max-age=(\d+)/.exec(headers.get('strict-transport-security') ?? '')?.[1])).toBeGreaterThan(
      31_535_999,
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('permissions-policy')).toMatch(/publickey-credentials-get=\(self\).*camera=\(\)/)
    expect(headers.get('x-robots-tag')).toMatch(/noindex/)
    expect(headers.get('x-powered-by')).toBeNull()
  })

  it('a refused post has them too', async () => {
    const { status, headers } = await post('/s/ses_1/confirm-email', {})
    expect([status, headers.get('x-content-type-options')]).toEqual([403, 'nosniff'])
  })

  it('WEB-03 the referrer policy keeps the token in and lets forms say where they come from', async () => {
    for (const path of pages) expect((await get(path)).headers.get('referrer-policy')).toBe('strict-origin')
  })
})

describe('a page', () => {
  it.each(pages)('WEB-04 is not stored: %s', async (path) => {
    expect((await get(path)).headers.get('cache-control')).toBe('no-store')
  })

  it.each(pages)('WEB-13 cannot be framed: %s', async (path) => {
    const { headers } = await get(path)
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-frame-options')).toBe('DENY')
  })

  it('WEB-10 has a nonce of its own each time, which no client chooses', async () => {
    const sent = { 'content-security-policy': "script-src 'nonce-mine'", 'x-nonce': 'mine' }
    const policies = await Promise.all(
      [1, 2, 3].map(async () => (await get('/', { headers: sent })).headers.get('content-security-policy')),
    )
    expect(new Set(policies).size).toBe(3)
    for (const policy of policies) expect(policy).not.toContain('mine')
    for (const { headers } of reached.slice(-3)) {
      expect(policies).toContain(headers['content-security-policy'])
      expect(headers['x-nonce']).toBeUndefined()
    }
  })
})

describe('WEB-22 what is said of host, scheme and address', () => {
  it('is dropped or overwritten before a page sees it', async () => {
    await raw(
      'GET /?token=sca_y HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: http\r\n' +
        `X-Forwarded-For: 6.6.6.6\r\nForwarded: host=evil.example\r\n${addressHeader}: /s/ses_other/finish\r\nConnection: close\r\n\r\n`,
    )
    const headers: IncomingHttpHeaders = reached.at(-1)?.headers ?? {}
    expect(headers.host).toBe(new URL(origin).host)
    expect(headers[addressHeader]).toBe('/?token=sca_y')
    expect(JSON.stringify(headers)).not.toMatch(/evil|6\.6\.6\.6|ses_other/)
  })
})

describe('WEB-22 what Next says to itself', () => {
  it.each([
    'x-middleware-set-cookie',
    'x-middleware-override-headers',
    'x-matched-path',
    'x-now-route-matches',
    'next-resume',
  ])('is not heard from a client: %s', async (name) => {
    await get('/help', { headers: { [name]: 'assent-ses_1=mine; Path=/' } })
    expect(reached.at(-1)).toMatchObject({ url: '/help' })
    expect(reached.at(-1)?.headers[name]).toBeUndefined()
  })
})

describe('what is not for Next', () => {
  it.each(['/%', '/s/%ff', '/s/ses_1/%E0%A4%A', '/_next/static/%'])('an address leads nowhere: %s', async (path) => {
    await get(`${path}?a=%`)
    expect(reached.at(-1)).toMatchObject({ url: '/unknown', headers: { [addressHeader]: '/unknown' } })
  })

  it.each(['/_global-error', '/%5Fglobal-error', '/%5fglobal%2derror/', '//_global-error', '/_not-found', '/_error'])(
    'nor does one of the pages that Next has for its own faults: %s',
    async (path) => {
      await get(path)
      expect(reached.at(-1)).toMatchObject({ url: '/unknown', headers: { [addressHeader]: '/unknown' } })
    },
  )

  it.each(['/s/%C3%A9', '/?token=%ff', '/help?lang=%'])('an address is left as it is: %s', async (path) => {
    await get(path)
    expect(reached.at(-1)?.url).toBe(path)
  })

  it.each([
    ['garbage', false],
    ['%ff', false],
    ['null', false],
    ['%5B1%5D', false],
    [encodeURIComponent('["",{"children":["help",{}]}]'), true],
  ])('the state of a browser’s router reaches it only where it is one: %s', async (state, kept) => {
    await get('/help', { headers: { rsc: '1', 'next-router-state-tree': state } })
    expect(reached.at(-1)?.headers['next-router-state-tree']).toBe(kept ? state : undefined)
  })
})

it('a form that is larger than Next takes is told so, and is no fault of ours', async () => {
  const before = reached.length
  const sent = (size: number) =>
    get('/s/ses_1/confirm-email', {
      method: 'POST',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'a'.repeat(size),
    })
  expect((await sent(32_769)).status).toBe(413)
  expect(reached).toHaveLength(before)
  expect((await sent(32_768)).status).toBe(200)
})

describe('WEB-07 WEB-26 a post that another site sends', () => {
  it.each<[string, Record<string, string>]>([
    ['without Origin', {}],
    ['with a null one', { origin: 'null' }],
    ['of a foreign site', { origin: 'https://evil.example' }],
    ['of a subdomain', { origin: 'https://a.sca.example' }],
    ['with our Origin, which the browser contradicts', { origin, 'sec-fetch-site': 'cross-site' }],
    ['with a forwarded host to match', { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }],
  ])('%s reaches no page, neither a claim nor a step', async (_, headers) => {
    const before = reached.length
    for (const path of ['/?token=sca_x', '/s/ses_1/confirm-email', '/s/ses_1/elsewhere']) {
      expect((await post(path, headers)).status).toBe(403)
    }
    expect(reached).toHaveLength(before)
  })

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])('nor does %s', async (method) => {
    const before = reached.length
    expect(await raw(`${method} / HTTP/1.1\r\nHost: sca.example\r\nConnection: close\r\n\r\n`)).toContain('403')
    expect(reached).toHaveLength(before)
  })

  it('and our own does', async () => {
    expect((await post('/s/ses_1/confirm-email', { origin, 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    const headers = { [addressHeader]: '/s/ses_1/confirm-email' }
    expect(reached.at(-1)).toMatchObject({ method: 'POST', url: '/confirm-email', headers })
  })
})

it.each([
  ['127.0.0.0/8', 200],
  ['203.0.113.0/24', 403],
] as const)('API-01 a key for %s, asked from this machine over a real connection: %s', async (network, status) => {
  const { platform } = await api.addPlatform()
  const key = drawApiKey(api.deps)
  await api.store.addApiKey(apiKeyRow(api.deps, platform.id, key, { addresses: [network] }))
  const headers = { authorization: `Bearer ${key}`, 'x-forwarded-for': '203.0.113.9' }
  expect((await get('/api/v1/sessions', { headers })).status).toBe(status)
})
