import { describe, expect, it, vi } from 'vitest'
import { ownPath, requestAddress } from './request-address.ts'

const sent = vi.hoisted(() => ({ address: '/' }))
vi.mock('next/headers', () => ({ headers: async () => new Headers({ 'x-assent-address': sent.address }) }))

describe('WEB-15 WEB-22 the address of a request', () => {
  it.each([
    '/',
    '//',
    '//evil.example',
    '//:80',
    '/.//evil.example',
    '/x/..//evil.example',
    '/\\evil.example',
    '///@evil:1',
    '/%',
    '/?a=%',
  ])('%s names no other host, and a language leads nowhere else', async (address) => {
    sent.address = address
    const url = await requestAddress()
    expect(url.host).toBe('address.invalid')
    url.searchParams.set('lang', 'de')
    expect(new URL(ownPath(url), 'https://sca.example.com').host).toBe('sca.example.com')
  })
})
