import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, describe, expect, it } from 'vitest'
import { createApi } from '../../lib/api/create-api.ts'
import { makeDeps } from '../../lib/container.ts'
import { makeRing } from '../../lib/keys/make-ring.ts'
import { readinessOf } from '../../lib/readiness/readiness.ts'
import { keepSigningKeys } from '../../lib/session/key-set.ts'
import { seedDemo } from '../../lib/session/seed-demo.ts'
import { createPlatform } from './create-platform.ts'
import { operationHash } from './verify-receipt.ts'

// A real API on a port of its own; what users do on its pages is done by its sandbox.
let answer = (_: Request): Response | Promise<Response> => new Response()
const server = createServer(getRequestListener((request) => answer(request)))
await new Promise<void>((resolve) => server.listen(0, resolve))
const assent = `http://localhost:${(server.address() as AddressInfo).port}`
const origin = 'http://localhost:4000'
const apiKey = `ak_sandbox_${'k'.repeat(43)}`
const deps = makeDeps({
  ASSENT_URL: assent,
  ASSENT_KEYS: JSON.stringify(makeRing()),
  DATABASE_URL: ':memory:',
  ASSENT_DEMO_KEY: apiKey,
  ASSENT_DEMO_RETURN_URLS: `${origin}/return`,
  LOG_LEVEL: 'silent',
})
await keepSigningKeys(deps)
await seedDemo(deps)
const api = createApi(deps, await readinessOf(deps))
answer = (request) => api.fetch(request)

const platform = createPlatform({ port: 4000, origin, assent, api: assent, apiKey, platformId: 'demo' })
afterAll(async () => {
  server.close()
  server.closeAllConnections()
  await deps.store.close()
})

/** A browser: keeps its cookie, follows nothing. */
function browser() {
  let cookie = ''
  const send = async (path: string, form?: Record<string, string>) => {
    const response = await platform.request(`${origin}${path}`, {
      headers: { cookie, ...(form ? { origin } : {}) },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return { status: response.status, location: response.headers.get('location') ?? '', text: await response.text() }
  }
  return {
    get: (path: string) => send(path),
    post: send,
    join: (email = 'ann@example.com', phoneNumber = '+33611111111') => send('/customers', { email, phoneNumber }),
    /** Starts a scenario. Out: the session that Assent made, and the way back as Assent would give it. */
    start: async (scenario: string, form: Record<string, string> = {}) => {
      const { status, location } = await send(`/start/${scenario}`, form)
      expect(status).toBe(303)
      const redirect = new URL(location)
      expect(`${redirect.origin}${redirect.pathname}`).toBe(`${assent}/`)
      const [session] = (await deps.store.listSessions({ platformId: 'demo', limit: 1, now: deps.clock.now() }))
        .sessions
      const state: Record<string, string> = session!.state === null ? {} : { state: session!.state }
      const flow = new URL(redirect.searchParams.get('returnUrl') ?? origin).searchParams.get('flow')
      const back = { ...(flow ? { flow } : {}), sessionId: session!.id, status: 'succeeded', ...state, iss: assent }
      return { session: session!, back }
    },
    comeBack: (back: Record<string, string>) => send(`/return?${new URLSearchParams(back)}`),
  }
}

async function decide(sessionId: string, action: string): Promise<void> {
  const headers = { authorization: `Bearer ${apiKey}` }
  const { status } = await fetch(`${assent}/api/v1/sandbox/sessions/${sessionId}/${action}`, {
    method: 'POST',
    headers,
  })
  expect(status).toBe(200)
}

async function lastReceived() {
  const [first] = (await (await platform.request(`${origin}/received`)).json()) as Record<string, unknown>[]
  return first
}

describe('the example platform', () => {
  it('has something verified for every scenario', async () => {
    const ann = browser()
    await ann.join()
    for (const scenario of ['enrolment', 'payment', 'batch', 'payee', 'access', 'consent', 'profile']) {
      const { session, back } = await ann.start(scenario)
      await decide(session.id, 'approve')
      const { text, status } = await ann.comeBack(back)
      expect([scenario, status]).toEqual([scenario, 200])
      expect(text).toContain('data-result="verified"')
      expect(text).toContain(operationHash(session.purpose, JSON.parse(session.operation ?? 'null')))
      expect(await lastReceived()).toMatchObject({
        sessionId: session.id,
        status: 'verified',
        claims: { sid: session.id, aud: 'demo', iss: assent, sub: session.externalUserId },
      })
    }
  })

  it('shows the same when the page is loaded again, and redeems once', async () => {
    const ann = browser()
    await ann.join()
    const { session, back } = await ann.start('payment')
    await decide(session.id, 'approve')
    const pages = await Promise.all([ann.comeBack(back), ann.comeBack(back), ann.comeBack(back)])
    expect(new Set(pages.map(({ text }) => text)).size).toBe(1)
    expect((await deps.store.findSession(session.id))?.redemption).toBe('redeemed')
  })

  it.each([
    ['refuse', 'refused', 'Cancelled'],
    ['lock', 'failed', 'It could not be confirmed'],
    ['expire', 'expired', 'The ten minutes are over'],
  ])('RES-01 does not believe an address that says succeeded after %s', async (action, status, title) => {
    const ann = browser()
    await ann.join()
    const { session, back } = await ann.start('payment')
    await decide(session.id, action)
    const { text } = await ann.comeBack(back)
    expect(text).toContain(`data-result="${status}"`)
    expect(text).toContain(title)
    expect(await lastReceived()).toMatchObject({ hint: 'succeeded', status, claims: null })
  })

  it('says so while nothing is decided, and goes on afterwards', async () => {
    const ann = browser()
    await ann.join()
    const { session, back } = await ann.start('payment')
    expect((await ann.comeBack(back)).text).toContain('data-result="created"')
    await decide(session.id, 'approve')
    expect((await ann.comeBack(back)).text).toContain('data-result="verified"')
  })

  it('WEB-16 accepts the return from the browser that was sent away, and from no other', async () => {
    const [ann, bob] = [browser(), browser()]
    await ann.join()
    await bob.join('bob@example.com', '')
    const { session, back } = await ann.start('payment')
    await decide(session.id, 'approve')
    for (const [who, query] of [
      [bob, back],
      [browser(), back],
      [ann, { ...back, state: 'made-up' }],
      [ann, { ...back, iss: 'https://evil.example' }],
    ] as const) {
      const { status, text } = await who.comeBack(query)
      expect(status).toBe(400)
      expect(text).toContain('Nothing was done.')
    }
    expect((await deps.store.findSession(session.id))?.redemption).toBeNull()
  })

  it('knows what a changed contact of somebody new amounts to', async () => {
    const ann = browser()
    await ann.join()
    const { session, back } = await ann.start('phone', { value: '+33622222222' })
    expect(session.purpose).toBe('enrolment')
    await decide(session.id, 'approve')
    expect((await ann.comeBack(back)).text).toContain('data-result="verified" data-purpose="enrolment"')
    expect((await ann.get('/')).text).toContain('+33622222222')
    expect((await ann.post('/start/phone', { value: '12' })).text).toContain('That cannot be right')
    expect((await ann.get('/')).text).toContain('+33622222222')
  })

  it('says in words what the API refuses', async () => {
    const ann = browser()
    await ann.join()
    const { session } = await ann.start('payment')
    await decide(session.id, 'lock')
    const { status, text } = await ann.post('/start/payment', {})
    expect(status).toBe(409)
    expect(text).toContain('Blocked for now')
    expect((await ann.post('/start/enrolment', {})).text).toContain('Blocked for now')
    expect((await browser().join('ann@example.com', '12')).text).toContain('That cannot be right')
  })

  it('takes no form from another site, and shows no secret', async () => {
    const { status } = await platform.request(`${origin}/customers`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: new URLSearchParams({ email: 'ann@example.com' }),
    })
    expect(status).toBe(403)
    const ann = browser()
    await ann.join("o'neil@example.com", '')
    const pages = [await ann.get('/'), await ann.get('/received'), await ann.get('/style.css')]
    expect((await ann.get('/logo.svg')).text).toContain('<svg')
    for (const { text } of pages) expect(text).not.toMatch(/ak_sandbox_|sca_/)
    expect(pages[0]?.text).toContain('o&#39;neil@example.com')
  })
})

describe('an address that somebody made up', () => {
  it.each(['nothing', 'constructor', '__proto__', 'toString'])('starts nothing: %s', async (name) => {
    const { status, location } = await browser().post(`/start/${name}`, {})
    expect([status, location]).toEqual([303, '/'])
  })
})
