import { describe, expect, it } from 'vitest'
import { isApiPath } from './api-paths.ts'
import { fromOwnPage } from './from-own-page.ts'
import { mayChange } from './may-change.ts'
import { contentSecurityPolicy } from './security-headers.ts'

const own = 'https://sca.example.com'

describe('WEB-10 the content security policy', () => {
  const directives = new Map(
    contentSecurityPolicy('abc', false)
      .split('; ')
      .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]),
  )

  it('CRED-06 PII-06 WEB-13 allows our own parts and nothing else', () => {
    expect(Object.fromEntries(directives)).toEqual({
      'default-src': "'none'",
      'script-src': "'nonce-abc' 'strict-dynamic'",
      'style-src': "'self' 'nonce-abc'",
      'img-src': "'self'",
      'font-src': "'self'",
      'connect-src': "'self'",
      'form-action': "'self'",
      'base-uri': "'none'",
      'frame-ancestors': "'none'",
    })
  })

  it('is looser for the development server alone', () => {
    expect(contentSecurityPolicy('abc', false)).not.toMatch(/unsafe/)
    expect(contentSecurityPolicy('abc', true)).toMatch(/unsafe-eval/)
  })
})

describe('WEB-07 who may change something', () => {
  const cases: [string, string | null, string | null, boolean][] = [
    ['our page in a browser that says so', own, 'same-origin', true],
    ['our page in a browser without Sec-Fetch-Site', own, null, true],
    ['no Origin', null, 'same-origin', false],
    ['a null Origin', 'null', 'same-origin', false],
    ['a foreign Origin', 'https://evil.example', 'same-origin', false],
    ['a subdomain', 'https://x.sca.example.com', 'same-site', false],
    ['our host under http', 'http://sca.example.com', 'same-origin', false],
    ['another port', 'https://sca.example.com:8443', 'same-site', false],
    ['our Origin from another site', own, 'cross-site', false],
    ['our Origin typed into the address bar', own, 'none', false],
  ]
  it.each(cases)('%s', (_, origin, fetchSite, allowed) => {
    expect(fromOwnPage(origin, fetchSite, own)).toBe(allowed)
    const headers = {
      ...(origin === null ? {} : { origin }),
      ...(fetchSite === null ? {} : { 'sec-fetch-site': fetchSite }),
    }
    expect(mayChange({ method: 'POST', headers }, own)).toBe(allowed)
  })

  it('reading needs nothing', () => {
    expect(mayChange({ method: 'GET', headers: {} }, own)).toBe(true)
    expect(mayChange({ method: 'HEAD', headers: { origin: 'https://evil.example' } }, own)).toBe(true)
  })
})

describe('what the API answers', () => {
  it.each(['/api/v1/users/a', '/.well-known/jwks.json', '/healthz', '/readyz', '/docs', '/docs/x', '/healthz?x=1'])(
    '%s',
    (path) => {
      expect(isApiPath(path)).toBe(true)
    },
  )
  it.each(['/', '/?token=sca_x', '/s/ses_1/welcome', '/apix', '/healthzz', '/docsx', '/_next/static/a.js'])(
    'not %s',
    (path) => {
      expect(isApiPath(path)).toBe(false)
    },
  )
})
