import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { testApi } from '../api/testing/test-api.ts'
import { coloursPath, logoPath } from '../brand/addresses.ts'
import { noBrand } from '../sca/brand.ts'
import { listener } from './listener.ts'

const api = await testApi()
const hash = 'h'.repeat(43)
const bytes = Buffer.from('RIFF....WEBP')
const { platform } = api
const brand = { ...noBrand, logo: { hash, width: 96, height: 32 } }
await api.store.updatePlatform({ ...platform, brand }, { platformId: platform.id, hash, type: 'image/webp', bytes })
const server = createServer(listener(api.deps, (_, response) => void response.writeHead(418).end(), api.readiness))
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
afterAll(() => server.close())
const { port } = server.address() as AddressInfo
const get = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${port}${path}`, init)

describe('what a brand is made of', () => {
  it('comes from our own origin, may be kept for ever, and is nothing but what it says', async () => {
    const logo = await get(logoPath(hash))
    expect([logo.status, logo.headers.get('content-type')]).toEqual([200, 'image/webp'])
    expect(Buffer.from(await logo.arrayBuffer())).toEqual(bytes)
    const css = await get(coloursPath('1d4fc4-0b5d57'))
    expect([css.status, css.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
    expect(await css.text()).toContain("[data-brand='1d4fc4-0b5d57']")
    for (const { headers } of [logo, css]) {
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.get('set-cookie')).toBeNull()
    }
  })

  it('is asked for with GET or HEAD', async () => {
    const head = await get(logoPath(hash), { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
      200,
      String(bytes.length),
      '',
    ])
    const post = await get(logoPath(hash), { method: 'POST' })
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  it.each([
    '/brand/',
    logoPath('x'.repeat(43)),
    logoPath(`${hash}h`),
    logoPath(hash).replace('.webp', '.svg'),
    '/brand/1/1d4fc4.css',
    coloursPath('ffcc00-0b5d57'),
    coloursPath('1d4fc4-0b5d5g'),
    coloursPath('1d4fc40b5d57-'),
    '/brand/2/1d4fc4-0b5d57.css',
    '/brand/1/%2e%2e/x',
  ])('at %s there is nothing', async (path) => {
    const answer = await get(path)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store'])
  })
})
