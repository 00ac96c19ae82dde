import { describe, expect, it } from 'vitest'
import { matchesRegistered, returnUrlProblem } from './return-url.ts'
import { evasions, registered } from './testing/return-url-evasions.ts'

describe('WEB-15 a return URL matches a registered one', () => {
  it.each([
    ['itself', 'https://shop.example/back'],
    ['with a query', 'https://shop.example/back?order=42&x=%20'],
    ['with an empty query', 'https://shop.example/back?'],
    ['with its port', 'https://shop.example:8443/a/b?c'],
    ['of an app', 'com.shop.app:/sca?order=42'],
    ['with an address in its query', 'https://shop.example/back?next=https://shop.example/a@b'],
  ])('%s', (_, candidate) => {
    expect(matchesRegistered(candidate, registered)).toBe(true)
  })

  it.each(evasions)('refuses %s', (_, candidate) => {
    expect(matchesRegistered(candidate, registered)).toBe(false)
  })

  it('where none is registered, nothing matches', () => {
    expect(matchesRegistered('https://shop.example/back', [])).toBe(false)
  })

  it('takes the root with and without its slash', () => {
    expect(matchesRegistered('https://shop.example?a=1', ['https://shop.example/'])).toBe(true)
    expect(matchesRegistered('https://shop.example/', ['https://shop.example'])).toBe(true)
  })

  it('a query that was registered binds nothing', () => {
    expect(matchesRegistered('https://shop.example/back?b=2', ['https://shop.example/back?a=1'])).toBe(true)
  })

  it('refuses what is too long', () => {
    expect(matchesRegistered(`https://shop.example/back?${'a'.repeat(2000)}`, registered)).toBe(false)
  })
})

describe('WEB-15 a return URL can be registered', () => {
  it.each([
    'https://shop.example/back',
    'https://shop.example',
    'https://shop.example:8443/a/b?c=d',
    'https://xn--bcher-kva.example/back',
    'com.shop.app:/sca',
    'shop-app://sca',
    'https://shop.example/a@b',
  ])('%s', (candidate) => {
    expect(returnUrlProblem(candidate, false)).toBeNull()
  })

  it.each(['http://localhost:4000/back', 'http://127.0.0.1:4000/back', 'http://[::1]:4000/back'])(
    '%s in a sandbox only',
    (candidate) => {
      expect(returnUrlProblem(candidate, true)).toBeNull()
      expect(returnUrlProblem(candidate, false)).toBe('insecure')
    },
  )

  it.each([
    ['http://shop.example/back', 'insecure'],
    ['http://localhost.evil.example/back', 'insecure'],
    ['https://user:secret@shop.example/', 'userinfo'],
    ['https://@shop.example/back', 'not-canonical'],
    ['https://shop.example/back#x', 'fragment'],
    ['https://*.example/back', 'wildcard'],
    ['https://shop.example/*', 'wildcard'],
    ['https://shop.example/back?state=x', 'reserved-parameter'],
    ['javascript:alert(1)', 'scheme-not-allowed'],
    ['data:text/html,x', 'scheme-not-allowed'],
    ['file:///etc/passwd', 'scheme-not-allowed'],
    ['intent://x/#Intent;scheme=http;end', 'scheme-not-allowed'],
    ['HTTPS://shop.example/back', 'not-canonical'],
    ['https://Shop.example/back', 'not-canonical'],
    ['https://shop.example/a/../back', 'not-canonical'],
    ['https://shop.example:443/back', 'not-canonical'],
    ['https://bücher.example/', 'not-plain'],
    ['https://shop.example/b ack', 'not-plain'],
    ['https://shop.example\\back', 'not-plain'],
    [`https://shop.example/${'a'.repeat(2000)}`, 'not-plain'],
    ['shop.example/back', 'not-a-url'],
    ['', 'not-plain'],
  ])('not %s: %s', (candidate, problem) => {
    expect(returnUrlProblem(candidate, true)).toBe(problem)
  })

  it('what can be registered matches itself', () => {
    for (const candidate of [...registered, 'http://localhost:4000/back']) {
      expect(returnUrlProblem(candidate, true)).toBeNull()
      expect(matchesRegistered(candidate, [candidate])).toBe(true)
    }
  })
})
