import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { returnAddress } from './back-address.ts'

const told = { sessionId: 'ses_1', status: 'succeeded', state: null, iss: 'https://sca.example' } as const

describe('RES-06 the way back', () => {
  it.each([
    ['https://shop.example/back', 'https://shop.example/back?'],
    ['https://shop.example/back?', 'https://shop.example/back?'],
    ['https://shop.example/back?order=4%202&x', 'https://shop.example/back?order=4%202&x&'],
    ['https://shop.example/back?a&', 'https://shop.example/back?a&'],
    ['com.shop.app:/sca', 'com.shop.app:/sca?'],
  ])('from %s keeps the query and names the issuer', (returnUrl, before) => {
    const rest = 'sessionId=ses_1&status=succeeded&iss=https%3A%2F%2Fsca.example'
    expect(returnAddress(returnUrl, told)).toBe(before + rest)
  })

  it('WEB-16 brings any state back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (state) => {
        const url = new URL(returnAddress('https://shop.example/back?a=1', { ...told, state }))
        expect([url.origin, url.pathname, url.hash]).toEqual(['https://shop.example', '/back', ''])
        expect(Object.fromEntries(url.searchParams)).toEqual({ ...told, a: '1', state })
      }),
    )
  })
})
