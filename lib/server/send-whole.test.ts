import { createServer, type IncomingHttpHeaders, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { sendWhole } from './send-whole.ts'

const long = 'A page says much the same many times. '.repeat(100)
let thrown: unknown

/** What is written to an answer, by the address that is asked for. */
const writers: Readonly<Record<string, (response: ServerResponse) => void>> = {
  // As Next does: it sets no header once it has begun to write.
  '/streamed': (response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader('vary', 'rsc')
    const setHeader = response.setHeader.bind(response)
    response.setHeader = (name, value) => (response.headersSent ? response : setHeader(name, value))
    response.flushHeaders()
    response.write('<p>ä')
    expect(response.headersSent).toBe(true)
    setImmediate(() => {
      response.write(Buffer.from(long), () => response.write(new TextEncoder().encode('</p>')))
      setImmediate(() => response.end('\n'))
    })
  },
  '/short': (response) => response.setHeader('content-type', 'text/html').end('short'),
  '/picture': (response) => response.setHeader('content-type', 'image/png').end(Buffer.alloc(5000, 7)),
  '/away': (response) => response.writeHead(303, { location: '/' }).end(),
  '/at-once': (response) => response.writeHead(200, { 'content-type': 'text/plain' }).end(long),
  // As Next does with its page for faults, which it has on the disk.
  '/measured': (response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader('content-length', Buffer.byteLength(long)).end(long)
  },
  '/twice': (response) => response.setHeader('content-type', 'text/plain').end('once').end('twice'),
  '/broken': (response) => {
    response.write('a part')
    response.destroy()
  },
}

const server = createServer((asked, response) => {
  sendWhole(asked, response)
  try {
    writers[asked.url ?? '']?.(response)
  } catch (fault) {
    thrown = fault
    response.destroy()
  }
})
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
afterAll(() => {
  server.close()
  expect(thrown).toBeUndefined()
})

function get(path: string, encoding = 'gzip, br', method = 'GET') {
  const { port } = server.address() as AddressInfo
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    const sent = { port, host: '127.0.0.1', path, method, headers: { 'accept-encoding': encoding } }
    const asked = request(sent, async (answer) => {
      const parts: Buffer[] = []
      for await (const part of answer) parts.push(part)
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) })
    })
    asked.once('error', reject).end()
  })
}

const whole = `<p>ä${long}</p>\n`

describe('an answer that is written in pieces', () => {
  it('is sent in one, compressed, and says how long it is', async () => {
    const { headers, body } = await get('/streamed')
    expect(headers['content-encoding']).toBe('gzip')
    expect(headers['content-length']).toBe(String(body.length))
    expect(headers['transfer-encoding']).toBeUndefined()
    expect(headers.vary).toBe('rsc, Accept-Encoding')
    expect(gunzipSync(body).toString()).toBe(whole)
  })

  it.each(['', 'identity', 'br', 'gzip;q=0'])('is sent as it is to who takes "%s"', async (encoding) => {
    const { headers, body } = await get('/streamed', encoding)
    expect(headers['content-encoding']).toBeUndefined()
    expect(headers.vary).toBe('rsc, Accept-Encoding')
    expect(body.toString()).toBe(whole)
  })

  it('is asked for without its body', async () => {
    const { headers, body } = await get('/streamed', 'gzip', 'HEAD')
    expect([headers['content-encoding'], body.length]).toEqual(['gzip', 0])
  })

  it('breaks off where its writer does', async () => {
    await expect(get('/broken')).rejects.toThrow(/hang up/)
  })
})

describe('an answer', () => {
  it.each(['/short', '/picture'])('that compression does not make smaller is sent as it is: %s', async (path) => {
    const { headers, body } = await get(path)
    expect(headers['content-encoding']).toBeUndefined()
    expect(headers['content-length']).toBe(String(body.length))
  })

  it('without a body keeps its status and headers', async () => {
    const { status, headers, body } = await get('/away')
    expect([status, headers.location, headers['content-encoding'], body.length]).toEqual([303, '/', undefined, 0])
  })

  it('whose head is written already is sent as it is', async () => {
    const { headers, body } = await get('/at-once')
    expect([headers['content-encoding'], body.toString()]).toEqual([undefined, long])
  })

  it('whose length was said before it was compressed says how long it is now', async () => {
    const { headers, body } = await get('/measured')
    expect([headers['content-encoding'], headers['content-length']]).toEqual(['gzip', String(body.length)])
    expect(gunzipSync(body).toString()).toBe(long)
  })

  it('ends once', async () => {
    expect((await get('/twice')).body.toString()).toBe('once')
  })
})
