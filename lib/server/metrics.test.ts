import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { seriesOf } from '../metrics/testing/read-metrics.ts'
import { readinessOf } from '../readiness/readiness.ts'
import { makeWorld } from '../session/testing/world.ts'
import { listener } from './listener.ts'
import { metricsServer } from './metrics-server.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})
const token = 'a-token-of-more-than-32-characters-0123456789'

/** A main server whose pages say 404. Out: its origin, and its parts. */
async function main(env: Record<string, string>, mode: 'sandbox' | 'live' = 'sandbox') {
  const { deps: made } = makeWorld(env)
  const deps = { ...made, config: { ...made.config, mode } }
  const server = createServer(
    listener(
      deps,
      (_, response) => {
        response.writeHead(404)
        response.end('no such page')
      },
      await readinessOf(deps),
    ),
  )
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return { deps, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function ask(origin: string, path = '/metrics', headers: Record<string, string> = {}) {
  const response = await fetch(origin + path, { headers })
  return { status: response.status, text: await response.text() }
}

describe('metrics on the main port', () => {
  it('are open in the sandbox', async () => {
    const { origin } = await main({})
    const { status, text } = await ask(origin)
    expect([status, text.includes('# TYPE assent_sessions_minted_total counter')]).toEqual([200, true])
  })

  it('OPS-03 are not there in live mode', async () => {
    const { origin } = await main({}, 'live')
    expect(await ask(origin)).toEqual({ status: 404, text: 'no such page' })
    expect((await ask(origin, '/metrics?x=1')).status).toBe(404)
  })

  it.each(['sandbox', 'live'] as const)('OPS-03 open to the configured token alone, in %s mode', async (mode) => {
    const { origin } = await main({ ASSENT_METRICS_TOKEN: token }, mode)
    expect((await ask(origin, '/metrics', { authorization: `Bearer ${token}` })).status).toBe(200)
    for (const authorization of ['', token, `Bearer ${token}x`, `Bearer ${token.slice(1)}`, 'Basic YTpi']) {
      expect((await ask(origin, '/metrics', authorization ? { authorization } : {})).status).toBe(404)
    }
    expect((await ask(origin, `/metrics?token=${token}`)).status).toBe(404)
  })

  it('have no more series after a fuzz of addresses, and no word of them', async () => {
    const { origin, deps } = await main({})
    await ask(origin)
    const paths = (i: number) => [
      `/canary-${i}`,
      `/s/canary-${i}/use-passkey`,
      `/s/x/canary-${i}`,
      `/notice/canary-${i}`,
      `/api/v1/canary-${i}`,
      `/api/v1/users/canary-${i}`,
      `/api/v1/sessions/canary-${i}/redeem?canary=${i}`,
      `/_next/static/canary-${i}`,
      `/?token=canary-${i}`,
    ]
    const round = async (i: number) => {
      for (const path of paths(i)) await fetch(origin + path, { method: i % 2 ? 'GET' : 'DELETE' })
      const all = seriesOf((await deps.meters.exposition()).text)
      // Node's own come and go with the garbage collector.
      return [...all.keys()].filter((name) => name.startsWith('assent_'))
    }
    await round(0)
    const before = await round(1)
    for (let i = 2; i < 20; i += 1) await round(i)
    const after = await round(21)
    expect(after.filter((name) => name.includes('canary'))).toEqual([])
    expect(after.toSorted()).toEqual(before.toSorted())
  })

  it('tell how long pages and calls took, by page and route', async () => {
    const { origin, deps } = await main({})
    await fetch(`${origin}/s/ses_x/use-passkey`)
    await fetch(`${origin}/api/v1/users/ann`)
    const read = seriesOf((await deps.meters.exposition()).text)
    expect(read.get('assent_page_seconds_count{page="use-passkey",method="GET",status="4xx"}')).toBe(1)
    expect(read.get('assent_api_problems_total{code="unauthorized"}')).toBe(1)
  })
})

describe('metrics on a port of their own', () => {
  async function own(mode: 'sandbox' | 'live' = 'live') {
    const { deps } = await main({ ASSENT_METRICS_PORT: '0' }, mode)
    const server = await metricsServer(deps, await readinessOf(deps))
    if (!server) throw new Error('no server')
    servers.push(server)
    const { address, port } = server.address() as AddressInfo
    return { address, origin: `http://127.0.0.1:${port}` }
  }

  it('OPS-03 are there in live mode, on loopback, with the health checks and nothing else', async () => {
    const { address, origin } = await own()
    expect(address).toBe('127.0.0.1')
    expect((await ask(origin)).status).toBe(200)
    expect((await ask(origin, '/healthz')).status).toBe(200)
    expect((await ask(origin, '/readyz')).status).toBe(200)
    for (const path of ['/', '/api/v1/users/ann', '/docs', '/.well-known/jwks.json', '/readyz/x', '//metrics']) {
      expect((await ask(origin, path)).status).toBe(404)
    }
  })

  it('that cannot be gathered end the request, and not the process', async () => {
    const { deps } = await main({ ASSENT_METRICS_PORT: '0' })
    const meters = { ...deps.meters, exposition: () => Promise.reject(new Error('broken')) }
    const server = await metricsServer({ ...deps, meters }, await readinessOf(deps))
    if (!server) throw new Error('no server')
    servers.push(server)
    const { port } = server.address() as AddressInfo
    await expect(ask(`http://127.0.0.1:${port}`)).rejects.toThrow()
    expect((await ask(`http://127.0.0.1:${port}`, '/healthz')).status).toBe(200)
  })

  it('are not served where no port is configured', async () => {
    const { deps } = await main({})
    expect(await metricsServer(deps, await readinessOf(deps))).toBeNull()
  })
})
