import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { makeWorld } from '../session/testing/world.ts'
import { setPageStatus } from './page-status.ts'
import { type Running, serve } from './serve.ts'

interface Given {
  readonly hostname: string
  readonly httpServer: Server
}
const next = vi.hoisted(() => ({ given: [] as object[], ids: [] as string[] }))
vi.mock('next', () => ({
  default: (options: object) => {
    next.given.push(options)
    // As Next does.
    ;(options as Given).httpServer.on('upgrade', () => undefined)
    const page = async (request: IncomingMessage, response: ServerResponse) => {
      next.ids.push(String(request.headers['x-request-id']))
      response.end(`page of ${request.url}`)
    }
    return { prepare: async () => undefined, getRequestHandler: () => page }
  },
}))

let running: Running
const { deps } = makeWorld({ PORT: '0', ASSENT_TRUSTED_HOPS: '1' })
beforeAll(async () => {
  running = await serve(deps, false)
})
afterAll(() => running.stop())

/** Sends bytes. Out: what comes back until the server closes. */
async function exchange(text: string): Promise<string> {
  const socket = connect((running.server.address() as AddressInfo).port, '127.0.0.1')
  let answer = ''
  socket.on('data', (data) => {
    answer += data
  })
  socket.write(text.replaceAll('\n', '\r\n'))
  await once(socket, 'close')
  return answer
}
const ask = (target: string, headers = '') =>
  exchange(`GET ${target} HTTP/1.1\nHost: x\n${headers}Connection: close\n\n`)

describe('the server', () => {
  it('RTS-32 lets Next fetch from itself by the loopback address, never under the public name', () => {
    expect(next.given).toMatchObject([{ hostname: '127.0.0.1' }])
  })

  it('leaves no socket open that asks for an upgrade', async () => {
    expect((next.given[0] as Given).httpServer).not.toBe(running.server)
    const answer = await exchange('GET /x HTTP/1.1\nHost: x\nUpgrade: websocket\nConnection: Upgrade, close\n\n')
    expect(answer).toContain('page of /x')
  })

  it.each(['PORT', 'ASSENT_METRICS_PORT'])(
    'says in words that its %s is taken, and leaves nothing open',
    async (name) => {
      const taken = String((running.server.address() as AddressInfo).port)
      const second = makeWorld({ PORT: '0', [name]: taken })
      await expect(serve(second.deps, false)).rejects.toThrow(new RegExp(`^${name}: (127.0.0.1:)?${taken} is in use`))
      await expect(second.deps.store.ping()).rejects.toThrow('not open')
    },
  )

  it('waits no longer than it takes to ask', () => {
    const { headersTimeout, requestTimeout, timeout } = running.server
    expect([headersTimeout, requestTimeout, timeout]).toEqual([15_000, 30_000, 120_000])
  })

  it.each(['http://evil.example/', 'http://evil.example/api/v1/sessions', 'https://sca.example.com/unknown'])(
    'WEB-22 is no proxy for %s',
    async (target) => {
      const answer = await ask(target)
      expect(answer).toMatch(/^HTTP\/1.1 400 /)
      expect(answer).not.toMatch(/^location:/im)
    },
  )

  it.each(['/docs', '/healthz', '/api/v1/nothing', '/.well-known/jwks.json'])(
    'WEB-10 WEB-14 sends a policy with %s',
    async (path) => {
      const answer = await ask(path)
      expect(answer).toMatch(/content-security-policy: default-src 'none'; [^\r]*frame-ancestors 'none'/)
      expect(answer).toMatch(/x-content-type-options: nosniff/)
    },
  )

  it('keeps nothing of a page that answers after its request is over', async () => {
    await ask('/late')
    const late = next.ids.at(-1) ?? ''
    const kept = (globalThis as { [slot: symbol]: unknown })[Symbol.for('assent.page-status')] as Map<string, number>
    await expect.poll(() => kept.has(late)).toBe(false)
    setPageStatus(late, 404)
    expect(kept.has(late)).toBe(false)
  })

  it('REL-08 outlives a database that does not answer while it counts a press', async () => {
    vi.spyOn(deps.store, 'countUses').mockRejectedValue(new Error('database is locked'))
    const headers =
      'Origin: https://sca.example.com\nX-Forwarded-For: 192.0.2.7\nContent-Length: 0\nConnection: close\n'
    const answer = await exchange(`POST / HTTP/1.1\nHost: x\n${headers}\n`)
    expect(answer).toMatch(/^HTTP\/1.1 503 /)
    expect(answer).not.toContain('locked')
    expect(await ask('/healthz')).toMatch(/^HTTP\/1.1 200 /)
  })
})
