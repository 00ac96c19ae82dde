import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { mayConnect, type Resolve, urlProblem } from './target-address.ts'

/** What came of one attempt. Nothing of the receiver's body is kept: it may hold anything. */
export type Posted =
  | { readonly status: number; readonly retryAfter: string | undefined }
  | { readonly failed: 'not-public' | 'unresolved' | 'timeout' | 'connection' | 'tls' }

export interface Target {
  readonly url: string
  readonly mode: 'sandbox' | 'live'
  readonly resolve: Resolve
  /** Ends the attempt. */
  readonly deadline: AbortSignal
}

/** The answer says all by its status; so much of the rest is read, for the receiver's sake. */
const bodyAtMost = 64 * 1024

class NotPublic extends Error {
  readonly code = 'ENOTPUBLIC'
}

/**
 * Posts JSON once. In: where to, headers, body. Out: the status, or why there is none. Follows no redirect. The address is
 * judged where the connection is made, by the very answer that is connected to, so a name that changes its mind between
 * two questions gains nothing. Each attempt has a connection of its own.
 */
export function post(target: Target, headers: Readonly<Record<string, string>>, body: string): Promise<Posted> {
  // Judged again, because a literal address is connected to without any look-up, and the mode may be another by now.
  if (urlProblem(target.url, target.mode) !== null) return Promise.resolve({ failed: 'not-public' })
  const url = new URL(target.url)
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    lookup: guardedLookup(target),
    signal: target.deadline,
  }
  const request = url.protocol === 'https:' ? httpsRequest(url, options) : httpRequest(url, options)
  return answerTo(request, body, target.deadline)
}

function answerTo(request: ClientRequest, body: string, deadline: AbortSignal): Promise<Posted> {
  return new Promise((resolve) => {
    let answered = false
    request.on('response', (response) => {
      answered = true
      const posted = { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] }
      drain(response, () => {
        request.destroy()
        resolve(posted)
      })
    })
    request.on('error', (fault) => resolve({ failed: deadline.aborted ? 'timeout' : failure(fault) }))
    // A receiver that hangs up without a word, or wants another protocol.
    request.on('close', () => answered || resolve({ failed: 'connection' }))
    request.end(body)
  })
}

function drain(response: IncomingMessage, done: () => void): void {
  let read = 0
  response.on('data', (chunk: Buffer) => {
    read += chunk.length
    if (read > bodyAtMost) done()
  })
  response.on('end', done)
  response.on('error', done)
  response.on('close', done)
}

function failure(fault: Error & { code?: string }): 'not-public' | 'unresolved' | 'connection' | 'tls' {
  const code = fault.code ?? ''
  if (code === 'ENOTPUBLIC') return 'not-public'
  if (/^(ENOTFOUND|EAI_|ENODATA)/.test(code)) return 'unresolved'
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|EPROTO/.test(code) ? 'tls' : 'connection'
}

/** Looks up and judges in one: one bad address among good ones is enough to refuse. */
function guardedLookup({ mode, resolve }: Target): LookupFunction {
  return (host, options, callback) => {
    resolve(host)
      .then((addresses) => {
        if (addresses.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' })
        if (!addresses.every((address) => mayConnect(address, mode))) throw new NotPublic('not a public address')
        const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
        const [first] = found
        if (options.all || !first) callback(null, found)
        else callback(null, first.address, first.family)
      })
      .catch((fault: NodeJS.ErrnoException) => callback(fault, []))
  }
}
