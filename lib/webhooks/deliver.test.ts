import { createServer } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { rotateSecret, secretOverlapMs } from './endpoints.ts'
import { type Answers, idsOf, type Receiver, receiver, status } from './testing/receiver.ts'
import { webhookWorld } from './testing/world.ts'

const open: Receiver[] = []
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(open.splice(0).map((one) => one.close()))
})
async function listening(how?: Answers): Promise<Receiver> {
  const one = await receiver(how)
  open.push(one)
  return one
}

/** One event to one receiver, tried once. */
async function once(how?: Answers, deadline?: () => AbortSignal) {
  const shop = await listening(how)
  const world = await webhookWorld()
  const { endpoint } = await world.endpoint(shop.url)
  const [id = ''] = await world.tell()
  await world.runner(deadline ? { deadline } : {}).step()
  return { shop, world, endpoint, id, delivery: await world.delivery(id) }
}

describe('HOOK-01 signatures', () => {
  it('the official library verifies what arrives', async () => {
    const shop = await listening()
    const world = await webhookWorld()
    const { secret } = await world.endpoint(shop.url)
    const [id] = await world.tell(1, { type: 'factor.removed', data: '{"userId":"ann","method":"pin"}' })
    await world.runner().step()
    const [got] = shop.got
    expect(got?.method).toBe('POST')
    expect(got?.headers['content-type']).toBe('application/json')
    const verified = new Webhook(secret).verify(got?.body ?? '', got?.headers as Record<string, string>)
    const timestamp = new Date(world.time.now).toISOString()
    expect(verified).toEqual({ type: 'factor.removed', timestamp, data: { userId: 'ann', method: 'pin' } })
    expect(idsOf(shop.got)).toEqual([id])
    expect(got?.headers['webhook-timestamp']).toBe(String(Math.floor(world.time.now / 1000)))
  })

  it('a changed body, id, time or another secret is refused by it', async () => {
    const shop = await listening()
    const world = await webhookWorld()
    const { secret } = await world.endpoint(shop.url)
    await world.tell()
    await world.runner().step()
    const headers = shop.got[0]?.headers as Record<string, string>
    const body = shop.got[0]?.body ?? ''
    const verify = (change: Record<string, string>, text = body, by = secret) =>
      new Webhook(by).verify(text, { ...headers, ...change })
    expect(() => verify({})).not.toThrow()
    expect(() => verify({}, body.replace('unblocked', 'blocked'))).toThrow()
    expect(() => verify({ 'webhook-id': 'evt_other' })).toThrow()
    expect(() => verify({ 'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1) })).toThrow()
    expect(() => verify({}, body, `whsec_${Buffer.alloc(32, 7).toString('base64')}`)).toThrow()
  })

  it('while a secret is changed both sign, afterwards the new one alone', async () => {
    const shop = await listening()
    const world = await webhookWorld()
    const { secret: old, endpoint } = await world.endpoint(shop.url)
    const rotated = await rotateSecret(world.deps, world.platform.id, endpoint.id)
    const fresh = rotated?.secret ?? ''
    expect(fresh).not.toBe(old)
    const verifiedBy = async (...secrets: string[]) => {
      vi.useFakeTimers({ toFake: ['Date'], now: world.time.now })
      await world.tell()
      await world.runner().step()
      const { body, headers } = shop.got.at(-1) ?? { body: '', headers: {} }
      return secrets.map((secret) => {
        try {
          return new Webhook(secret).verify(body, headers as Record<string, string>) !== undefined
        } catch {
          return false
        }
      })
    }
    world.time.now += secretOverlapMs - 1
    expect(await verifiedBy(old, fresh)).toEqual([true, true])
    world.time.now += 1
    expect(await verifiedBy(old, fresh)).toEqual([false, true])
    expect(String(shop.got.at(-1)?.headers['webhook-signature']).split(' ')).toHaveLength(1)
  })

  it('secrets are 32 random bytes, sealed where they are stored', async () => {
    const world = await webhookWorld()
    const made = await Promise.all([1, 2].map(() => world.endpoint('https://shop.example')))
    const [one, other] = made.map(({ secret }) => secret)
    expect(one).not.toBe(other)
    for (const { secret, endpoint } of made) {
      expect(secret).toMatch(/^whsec_/)
      expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32)
      expect(JSON.stringify(await world.store.findEndpoint(world.platform.id, endpoint.id))).not.toContain(
        secret.slice(6),
      )
    }
  })
})

describe('HOOK-04 what counts as success', () => {
  it.each([200, 201, 202, 204, 299])('%i does', async (code) => {
    const { delivery } = await once(status(code))
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 1, lastResult: 'delivered', lastStatus: code })
  })

  it.each([
    ['400', status(400), 'error-status', 400],
    ['404', status(404), 'error-status', 404],
    ['500', status(500), 'error-status', 500],
    ['503', status(503), 'error-status', 503],
    ['304', status(304), 'redirect', 304],
    ['hanging up', (response) => response.socket?.destroy(), 'connection', null],
    ['another protocol', (response) => response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n'), 'connection', null],
    [
      'headers without end',
      (response) => response.socket?.end(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(99_999)}`),
      'connection',
      null,
    ],
    [
      '101',
      (response) => response.socket?.end('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
      'connection',
      null,
    ],
  ] as [string, Answers, string, number | null][])('%s does not, and is tried again', async (_, how, result, code) => {
    const { delivery, world } = await once(how)
    expect(delivery).toMatchObject({ state: 'pending', attempts: 1, lastResult: result, lastStatus: code })
    expect(delivery.nextAt).toBeGreaterThanOrEqual(world.time.now + 5_000)
    expect(delivery.nextAt).toBeLessThan(world.time.now + 6_000)
  })

  it.each([301, 302, 303, 307, 308])('a redirect with %i is not followed', async (code) => {
    const elsewhere = await listening()
    const { delivery } = await once(status(code, { location: elsewhere.url }))
    expect(delivery).toMatchObject({ state: 'pending', lastResult: 'redirect', lastStatus: code })
    expect(elsewhere.got).toHaveLength(0)
  })

  it('429 with Retry-After is left alone until then', async () => {
    const { delivery, world, id, shop } = await once(status(429, { 'retry-after': '600' }))
    expect(delivery).toMatchObject({ state: 'pending', nextAt: world.time.now + 600_000 })
    shop.answer(status(200))
    world.time.now += 599_999
    await world.runner().step()
    expect(shop.got).toHaveLength(1)
    world.time.now += 1
    await world.runner().step()
    expect(await world.delivery(id)).toMatchObject({ state: 'delivered', attempts: 2 })
  })

  it('410 disables the endpoint: it gets nothing more', async () => {
    const { delivery, world, endpoint, shop } = await once(status(410))
    expect(delivery).toMatchObject({ state: 'dead', lastResult: 'gone', lastStatus: 410 })
    const row = await world.store.findEndpoint(world.platform.id, endpoint.id)
    expect(row).toMatchObject({ enabled: false, disabledReason: 'gone' })
    await world.tell()
    world.time.now += 99_999_999
    await world.runner().step()
    expect(shop.got).toHaveLength(1)
  })

  it('nobody listens: tried again', async () => {
    const shop = await receiver()
    await shop.close()
    const world = await webhookWorld()
    await world.endpoint(shop.url)
    const [id = ''] = await world.tell()
    await world.runner().step()
    expect(await world.delivery(id)).toMatchObject({ state: 'pending', lastResult: 'connection', lastStatus: null })
  })

  it('no TLS where https is wanted: nothing is sent', async () => {
    const heard: string[] = []
    const plain = createServer((socket) =>
      socket.on('data', (data) => {
        heard.push(data.toString())
        socket.end('HTTP/1.1 200 OK\r\n\r\n')
      }),
    )
    await new Promise<void>((listens) => plain.listen(0, '127.0.0.1', listens))
    const world = await webhookWorld()
    await world.endpoint(`https://127.0.0.1:${(plain.address() as { port: number }).port}/`)
    const [id = ''] = await world.tell()
    await world.runner().step()
    expect((await world.delivery(id)).lastResult).toBe('tls')
    expect(heard.join('')).not.toContain(id)
    await new Promise((closed) => plain.close(closed))
  })
})

describe('HOOK-05 REL-11 receivers that keep us waiting', () => {
  /** The deadline comes when the receiver has the request, or has answered as far as it does. */
  async function cutOff(how: (response: Parameters<Answers>[0]) => void) {
    const deadline = new AbortController()
    return once(
      (response) => {
        how(response)
        setImmediate(() => deadline.abort())
      },
      () => deadline.signal,
    )
  }

  it.each([
    ['never answers', () => undefined],
    ['begins a status line', (response) => response.socket?.write('HTTP/1.1 2')],
    ['sends headers one by one', (response) => response.socket?.write('HTTP/1.1 200 OK\r\nx-slow: 1\r\n')],
  ] as [string, (response: Parameters<Answers>[0]) => void][])('%s: cut off, and tried again', async (_, how) => {
    const { delivery } = await cutOff(how)
    expect(delivery).toMatchObject({ state: 'pending', lastResult: 'timeout', lastStatus: null })
  })

  it('a body that never ends changes nothing of the status', async () => {
    const deadline = new AbortController()
    const { delivery, shop } = await once(
      (response) => {
        response.on('close', () => deadline.abort())
        response.writeHead(200)
        const more = () => {
          while (response.write(Buffer.alloc(16 * 1024))) if (response.destroyed) return
        }
        response.on('drain', more)
        more()
      },
      () => deadline.signal,
    )
    expect(delivery).toMatchObject({ state: 'delivered', lastStatus: 200 })
    // We hung up: the receiver saw it close while the deadline was still to come.
    expect(shop.got).toHaveLength(1)
  })

  it('one that hangs leaves the others their turn, and gets no more than four at once', async () => {
    const held: Parameters<Answers>[0][] = []
    const slow = await listening((response) => void held.push(response))
    const quick = await listening()
    const world = await webhookWorld()
    await world.endpoint(slow.url)
    await world.endpoint(quick.url)
    await world.tell(40)
    const runner = world.runner()
    const done = runner.step()
    await quick.until(40)
    await slow.until(4)
    expect(held).toHaveLength(4)
    slow.answer(status(200))
    for (const response of held) response.writeHead(200).end()
    await done
    expect([slow.got.length, quick.got.length]).toEqual([40, 40])
  })
})

describe('HOOK-05 targets that are not public, in live mode', () => {
  it('a name that changes its mind between registration and connection', async () => {
    const shop = await listening()
    const world = await webhookWorld({ mode: 'live' })
    const answers = [['93.184.215.14'], ['127.0.0.1'], ['93.184.215.14', '10.0.0.1'], ['::ffff:127.0.0.1']]
    const rebinding = async () => answers.shift() ?? []
    await world.endpoint(`https://shop.example:${shop.port}/`, rebinding)
    const [id = ''] = await world.tell()
    for (const attempt of [1, 2, 3]) {
      await world.runner({ resolve: rebinding }).step()
      const delivery = await world.delivery(id)
      expect(delivery).toMatchObject({ state: 'pending', attempts: attempt, lastResult: 'not-public' })
      world.time.now = delivery.nextAt ?? 0
    }
    expect(answers).toEqual([])
    await world.runner({ resolve: async () => [] }).step()
    expect((await world.delivery(id)).lastResult).toBe('unresolved')
    expect(shop.got).toHaveLength(0)
  })

  it.each([
    'http://127.0.0.1',
    'https://127.0.0.1',
    'https://[::1]',
    'https://2130706433',
    'https://[::ffff:7f00:1]',
    'http://localhost',
  ])('what was registered in a sandbox: %s', async (origin) => {
    const shop = await listening()
    const world = await webhookWorld({ mode: 'live' })
    const { endpoint } = await world.endpoint('https://shop.example')
    const url = `${origin}:${shop.port}/`
    await world.store.changeEndpoint(world.platform.id, endpoint.id, (row) => ({ ...row, url }))
    const [id = ''] = await world.tell()
    const nobody = () => Promise.reject(new Error('nobody is asked'))
    await world.runner({ resolve: nobody }).step()
    expect((await world.delivery(id)).lastResult).toBe('not-public')
    expect(shop.got).toHaveLength(0)
  })

  it('the address that was judged is the one that is connected to', async () => {
    const shop = await listening()
    const world = await webhookWorld()
    await world.endpoint(`http://hooks.localhost:${shop.port}/`)
    await world.tell()
    let asked = 0
    await world.runner({ resolve: async () => (asked++ === 0 ? ['127.0.0.1'] : ['10.0.0.1']) }).step()
    expect(asked).toBe(1)
    expect(shop.got[0]?.headers.host).toBe(`hooks.localhost:${shop.port}`)
  })
})

describe('LOG-01 what is logged', () => {
  it('says how it went, and neither where to, nor what, nor by which secret', async () => {
    const shop = await listening(status(500))
    const world = await webhookWorld()
    const { secret } = await world.endpoint(`${shop.url}?key=canary-url`)
    await world.tell(1, { data: '{"userId":"canary-user"}' })
    await world.runner().step()
    const all = world.logged.join('')
    expect(all).toContain('"result":"error-status","status":500')
    expect(all).not.toMatch(/canary|127\.0\.0\.1/)
    expect(all).not.toContain(secret)
    expect(all).not.toContain(String(shop.got[0]?.headers['webhook-signature']))
  })
})
