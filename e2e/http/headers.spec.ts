import { stepIds } from '../../lib/sca/words.ts'
import { expect, test } from '../fixtures.ts'
import { payment } from '../platform.ts'
import { Visit } from '../visit.ts'
import { Visitor } from '../visitor.ts'

/** On every answer: WEB-03, WEB-13, WEB-14. */
const everywhere = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-robots-tag': 'noindex, nofollow',
}

const policy =
  /^default-src 'none'; script-src 'nonce-[\w+/=]{24}' 'strict-dynamic'; style-src 'self' 'nonce-[\w+/=]{24}'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/

function expectHeaders(headers: Headers, where: string): void {
  const sent = Object.fromEntries(Object.keys(everywhere).map((name) => [name, headers.get(name)]))
  expect(sent, where).toEqual(everywhere)
  expect(headers.get('permissions-policy'), where).toContain('publickey-credentials-get=(self)')
  expect(headers.get('x-powered-by'), where).toBeNull()
  expect(headers.get('server'), where).toBeNull()
}

test('every page has all headers, its own policy and is not stored (WEB-04, WEB-10)', async ({
  assent,
  platform,
  makeUser,
}) => {
  const user = await makeUser()
  const visit = new Visit(new Visitor(assent.origin), platform, user, { passkey: true, phone: true })
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  const seen = [await visit.open(redirectUrl)]
  while (visit.page.outcome === null) seen.push(await visit.press())
  const gone = [
    `/s/${id}/elsewhere`,
    '/',
    '/nothing',
    '/s/ses_00000000000000000000/finish',
    '/gallery',
    '/_next/nothing',
  ]
  for (const path of gone) seen.push(await visit.visitor.open(path))
  const nonces = new Set<string>()
  for (const { address, headers, html } of seen) {
    expectHeaders(headers, address)
    expect(headers.get('cache-control'), address).toContain('no-store')
    const csp = headers.get('content-security-policy') ?? ''
    expect(csp, address).toMatch(policy)
    const nonce = /'nonce-([^']+)'/.exec(csp)?.[1] ?? ''
    const used = [...html.matchAll(/<script[^>]*>/g)].map(([tag]) => / nonce="([^"]*)"/.exec(tag)?.[1])
    expect(new Set(used).size === 0 || (used.every((each) => each === nonce) && nonce !== ''), address).toBe(true)
    nonces.add(nonce)
  }
  expect(seen.map(({ step }) => step)).toEqual(expect.arrayContaining(['welcome', 'confirm-phone', 'use-passkey']))
  expect(nonces.size).toBe(seen.length)
})

test('redirects, refused posts, assets and the API have them too', async ({ assent, platform, makeUser }) => {
  const { userId } = await makeUser()
  const { id, redirectUrl } = await platform.mint(userId, 'payment', payment)
  const visitor = new Visitor(assent.origin)
  const welcome = await visitor.open(redirectUrl)
  const asset = /\/_next\/static\/[\w./-]+\.js/.exec(welcome.html)?.[0] ?? ''
  expect(asset).not.toBe('')
  const answers: [string, RequestInit][] = [
    ...stepIds.slice(1).map((step): [string, RequestInit] => [`/s/${id}/${step}`, {}]),
    [asset, {}],
    ['/favicon.svg', {}],
    ['/', { method: 'POST' }],
    ['/', { method: 'PUT' }],
    ['/', { method: 'OPTIONS' }],
    ['/healthz', {}],
    ['/readyz', {}],
    ['/.well-known/jwks.json', {}],
    ['/docs', {}],
    ['/api/v1/openapi.json', {}],
    ['/api/v1/users/nobody', {}],
    ['/api/v1/sessions', { method: 'POST', body: 'x' }],
    ['/api/nothing', {}],
  ]
  for (const [path, init] of answers) {
    const { headers } = await fetch(assent.origin + path, { ...init, redirect: 'manual' })
    expectHeaders(headers, path)
  }
})

test('a nonce that the client sends is never used (WEB-10)', async ({ assent, platform, makeUser }) => {
  const { userId } = await makeUser()
  const { redirectUrl } = await platform.mint(userId, 'payment', payment)
  const forged = {
    'content-security-policy': "script-src 'nonce-Zm9yZ2Vk'",
    'content-security-policy-report-only': "script-src 'nonce-Zm9yZ2Vk'",
    'x-nonce': 'Zm9yZ2Vk',
  }
  const response = await fetch(redirectUrl, { headers: forged })
  expect(await response.text()).not.toContain('Zm9yZ2Vk')
  expect(response.headers.get('content-security-policy')).not.toContain('Zm9yZ2Vk')
  expect(new URL(redirectUrl).origin).toBe(assent.origin)
})

test('host and scheme come from the configuration, never from a header (WEB-22)', async ({
  assent,
  platform,
  makeUser,
}) => {
  const { userId } = await makeUser()
  const headers = {
    authorization: `Bearer ${assent.apiKey}`,
    'content-type': 'application/json',
    'x-forwarded-host': 'evil.test',
    'x-forwarded-proto': 'https',
    forwarded: 'host=evil.test;proto=https',
  }
  const body = JSON.stringify({ userId, purpose: 'payment', operation: payment })
  const response = await fetch(`${assent.origin}/api/v1/sessions`, { method: 'POST', headers, body })
  const { redirectUrl } = await response.json()
  expect(new URL(redirectUrl).origin).toBe(assent.origin)
  const page = await fetch(redirectUrl, { headers: { 'x-forwarded-host': 'evil.test', forwarded: 'host=evil.test' } })
  expect(await page.text()).not.toContain('evil.test')
  expect((await platform.user(userId)).userId).toBe(userId)
})
