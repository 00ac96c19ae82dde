import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { abuseLimits } from '../sca/abuse-limits.ts'
import { makeWorld } from '../session/testing/world.ts'
import { clientAddress } from './client-address.ts'
import { pageListener } from './page-listener.ts'
import { postLimit } from './post-limit.ts'
import { tooManyPage } from './too-many-page.ts'

function from(remoteAddress: string, forwarded?: string, method = 'POST'): IncomingMessage {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  return { method, headers, socket: { remoteAddress } } as unknown as IncomingMessage
}

describe('WEB-22 the address of a client', () => {
  it.each([
    ['203.0.113.9', undefined, 0, '203.0.113.9'],
    ['203.0.113.9', '198.51.100.1', 0, '203.0.113.9'],
    ['10.0.0.2', '198.51.100.1', 1, '198.51.100.1'],
    ['10.0.0.2', 'spoofed, 192.0.2.66, 198.51.100.1', 1, '198.51.100.1'],
    ['10.0.0.2', '192.0.2.66, 198.51.100.1, 10.0.0.1', 2, '198.51.100.1'],
    ['10.0.0.2', 'not an address', 1, '10.0.0.2'],
    ['10.0.0.2', '198.51.100.1', 2, '10.0.0.2'],
    ['10.0.0.2', undefined, 1, '10.0.0.2'],
    ['::ffff:203.0.113.9', undefined, 0, '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', undefined, 0, '2001:db8:1:2::/64'],
    ['2001:db8:1:2::6', undefined, 0, '2001:db8:1:2::/64'],
    ['2001:DB8:0001:0002::', undefined, 0, '2001:db8:1:2::/64'],
    ['fe80::1%eth0', undefined, 0, 'fe80:0:0:0::/64'],
  ])('of %s with %j behind %i proxies is %s', (remote, forwarded, hops, address) => {
    expect(clientAddress(from(remote, forwarded), hops)).toBe(address)
  })
})

describe('ANT-01 presses from one address', () => {
  const { limit, windowMs } = abuseLimits.postsOfAddress

  /** How many of so many requests get through. */
  async function through(env: Record<string, string>, requests: IncomingMessage[]): Promise<number> {
    const allowed = postLimit(makeWorld(env).deps)
    const answers = await Promise.all(requests.map((request) => allowed(request)))
    return answers.filter((retryAt) => retryAt === null).length
  }
  const flood = (request: (i: number) => IncomingMessage) => Array.from({ length: limit + 50 }, (_, i) => request(i))

  it('stop at the limit', async () => {
    expect(
      await through(
        {},
        flood(() => from('203.0.113.9')),
      ),
    ).toBe(limit)
  })

  it('WEB-22 whatever a client writes into X-Forwarded-For', async () => {
    const spoofed = flood((i) => from('203.0.113.9', `198.51.100.${i % 250}`))
    expect(await through({}, spoofed)).toBe(limit)
    const behind = flood((i) => from('10.0.0.2', `198.51.100.${i % 250}, 203.0.113.9`))
    expect(await through({ ASSENT_TRUSTED_HOPS: '1' }, behind)).toBe(limit)
  })

  it('leave other addresses and all reading alone', async () => {
    expect(
      await through(
        {},
        flood((i) => from(`203.0.${i % 200}.9`)),
      ),
    ).toBe(limit + 50)
    expect(
      await through(
        {},
        flood(() => from('203.0.113.9', undefined, 'GET')),
      ),
    ).toBe(limit + 50)
  })

  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('from %s are not counted in the sandbox', async (address) => {
    expect(
      await through(
        {},
        flood(() => from(address)),
      ),
    ).toBe(limit + 50)
  })

  it('go on when the minute is over, and a missing setting is logged', async () => {
    const world = makeWorld()
    const allowed = postLimit(world.deps)
    for (const request of flood(() => from('203.0.113.9', '198.51.100.1'))) await allowed(request)
    expect(world.logged.join()).toContain('ASSENT_TRUSTED_HOPS')
    expect(world.logged.join()).not.toContain('203.0.113.9')
    world.time.now += windowMs
    expect(await allowed(from('203.0.113.9'))).toBeNull()
  })

  it('are answered with a page of status 429 before Next is asked', async () => {
    const { config } = makeWorld().deps
    const never = () => Promise.reject(new Error('Next was asked'))
    const written: unknown[] = []
    const response = {
      setHeader: () => response,
      writeHead: (...head: unknown[]) => written.push(...head),
      end: (body: string) => written.push(body),
    }
    const headers = { origin: config.origin, 'accept-language': 'de' }
    const request = { ...from('203.0.113.9'), url: '/', headers } as IncomingMessage
    await pageListener(config, never, false, async () => 1)(request, response as never)
    expect(written).toEqual([429, expect.objectContaining({ 'retry-after': '60' }), tooManyPage('de')])
    expect(tooManyPage('de')).toContain('<html lang="de">')
    expect(tooManyPage('xx')).toContain('<html lang="en">')
  })
})
