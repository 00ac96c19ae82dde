import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { acceptedEncoding } from './accepted-encoding.ts'

/** What is shorter than a packet of the network gains nothing. */
const worthBytes = 1024
/** A page of 16 kB becomes one of 4.5 kB in 0.07 ms; the highest level makes it no smaller. */
const level = 5

/**
 * Sends what is written to an answer in one piece, compressed where the client takes it. In: the request, its answer,
 * before anything is written to it. Next streams a page while React draws it; ours wait for nothing while they are drawn,
 * and to send each in five pieces, each through a turn of the compressor, costs as much as a fifth of drawing it.
 */
export function sendWhole(request: IncomingMessage, response: ServerResponse): void {
  const pieces: Buffer[] = []
  const end = response.end.bind(response) as (body?: Buffer) => ServerResponse
  // Next sets no header any more once it has begun to write; here they are due only then.
  const setHeader = response.setHeader.bind(response)
  const keep = (piece: unknown, encoding: unknown) => {
    if (typeof piece === 'string')
      pieces.push(Buffer.from(piece, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'))
    else if (piece instanceof Uint8Array) pieces.push(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength))
  }
  const headWritten = () => Boolean(Reflect.get(Object.getPrototypeOf(response), 'headersSent', response))
  // Who has begun to write cannot begin another answer, and asks here whether it has.
  Object.defineProperty(response, 'headersSent', { get: () => pieces.length > 0 || headWritten() })
  response.flushHeaders = () => undefined
  response.write = (piece: unknown, ...rest: unknown[]) => {
    keep(piece, rest[0])
    const written = rest.at(-1)
    if (typeof written === 'function') process.nextTick(written)
    return true
  }
  response.end = (piece?: unknown, ...rest: unknown[]) => {
    if (response.writableEnded) return response
    keep(piece, rest[0])
    const done = [piece, ...rest].find((given) => typeof given === 'function')
    if (typeof done === 'function') response.once('finish', () => done())
    if (pieces.length === 0) return end()
    const body = Buffer.concat(pieces)
    if (headWritten()) return end(body)
    const isText = String(response.getHeader('content-type') ?? '').startsWith('text/')
    const encoding = acceptedEncoding(request.headers['accept-encoding'], (form) => form === 'gzip')
    if (isText) response.appendHeader('vary', 'Accept-Encoding')
    if (!isText || encoding !== 'gzip' || body.length < worthBytes) return end(body)
    const sent = gzipSync(body, { level })
    setHeader('content-encoding', 'gzip')
    // Of what it has on the disk, Next says the length.
    setHeader('content-length', sent.length)
    return end(sent)
  }
}
