import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compressFiles } from '../../scripts/support/compress-files.ts'
import { acceptedEncoding } from './accepted-encoding.ts'
import { staticFiles } from './static-files.ts'

const script = 'export const text = "the same again and again"\n'.repeat(200)

describe('files that the build made', () => {
  let folder: string
  let server: Server

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'assent-files-'))
    mkdirSync(join(folder, 'chunks'))
    writeFileSync(join(folder, 'chunks', 'a.js'), script)
    writeFileSync(join(folder, 'tiny.svg'), '<svg/>')
    writeFileSync(join(folder, 'secret.env'), 'no')
    await compressFiles(folder)
    const answer = staticFiles([{ folder, address: '/files', cacheControl: 'public, max-age=9, immutable' }])
    server = createServer((asked, response) => {
      if (!answer(asked, response)) response.writeHead(404).end('another')
    })
    await once(server.listen(0), 'listening')
    // What was read at the start is served, whatever becomes of the folder.
    rmSync(join(folder, 'chunks'), { recursive: true })
  })

  afterAll(() => {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function fetchRaw(path: string, headers: IncomingHttpHeaders = {}, method = 'GET') {
    const { port } = server.address() as AddressInfo
    const asked = request({ port, path, headers, method }).end()
    const [response] = await once(asked, 'response')
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk)
    return {
      status: response.statusCode,
      headers: response.headers as IncomingHttpHeaders,
      body: Buffer.concat(chunks),
    }
  }

  it('are sent by Brotli, by gzip or as they are, as the client takes them, and caches are told', async () => {
    const open = { br: brotliDecompressSync, gzip: gunzipSync, none: (body: Buffer) => body }
    for (const [accept, encoding] of [
      ['gzip, deflate, br, zstd', 'br'],
      ['gzip', 'gzip'],
      ['br;q=0, gzip', 'gzip'],
      ['identity', undefined],
    ] as const) {
      const { headers, body } = await fetchRaw('/files/chunks/a.js?v=1', { 'accept-encoding': accept })
      expect(headers['content-encoding']).toBe(encoding)
      expect(open[encoding ?? 'none'](body).toString()).toBe(script)
      expect(Number(headers['content-length'])).toBe(body.length)
      expect(headers).toMatchObject({
        vary: 'Accept-Encoding',
        'cache-control': 'public, max-age=9, immutable',
        'content-type': 'text/javascript; charset=utf-8',
      })
    }
  })

  it('have a tag per form, by which a client keeps what it has', async () => {
    const br = await fetchRaw('/files/chunks/a.js', { 'accept-encoding': 'br' })
    const plain = await fetchRaw('/files/chunks/a.js')
    expect(br.headers.etag).not.toBe(plain.headers.etag)
    const again = { 'accept-encoding': 'br', 'if-none-match': `"other", W/${br.headers.etag}` }
    const { status, body, headers } = await fetchRaw('/files/chunks/a.js', again)
    expect([status, body.length, headers.etag]).toEqual([304, 0, br.headers.etag])
    const other = await fetchRaw('/files/chunks/a.js', { 'if-none-match': String(br.headers.etag) })
    expect(other.status).toBe(200)
  })

  it('a part asked for is answered with the whole, HEAD without a body', async () => {
    const { status, body, headers } = await fetchRaw('/files/chunks/a.js', { range: 'bytes=-5' })
    expect([status, body.toString(), headers['content-range']]).toEqual([200, script, undefined])
    const head = await fetchRaw('/files/chunks/a.js', {}, 'HEAD')
    expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, String(script.length)])
  })

  it('what is too small or has no known type stays as it is; all else is somebody else’s', async () => {
    const { headers, body } = await fetchRaw('/files/tiny.svg', { 'accept-encoding': 'br' })
    expect([headers['content-encoding'], body.toString()]).toEqual([undefined, '<svg/>'])
    for (const path of ['/files/secret.env', '/files/a.js.br', '/files/chunks/a.js.br', '/files/../x', '/files/', '/'])
      expect((await fetchRaw(path)).status, path).toBe(404)
    expect((await fetchRaw('/files/tiny.svg', {}, 'POST')).status).toBe(404)
  })
})

it('weights decide which form is taken, and only one that is there', () => {
  const all = () => true
  expect(acceptedEncoding('*', all)).toBe('br')
  expect(acceptedEncoding('br;q=0.1, gzip;q=0.9', all)).toBe('br')
  expect(acceptedEncoding('br;q=0, *', all)).toBe('gzip')
  expect(acceptedEncoding('brown, gzipped', all)).toBe('identity')
  expect(acceptedEncoding(undefined, all)).toBe('identity')
  expect(acceptedEncoding('br, gzip', (form) => form === 'gzip')).toBe('gzip')
})
