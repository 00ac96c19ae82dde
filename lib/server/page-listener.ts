import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { filterInternalHeaders } from 'next/dist/server/lib/server-ipc/utils.js'
import type { Config } from '../config.ts'
import { currentRequestId } from '../log/request-scope.ts'
import { addressHeader } from './address-header.ts'
import { mayChange } from './may-change.ts'
import { pagePath } from './page-path.ts'
import { awaitPageStatus, requestIdHeader, takePageStatus } from './page-status.ts'
import type { PostLimit } from './post-limit.ts'
import { contentSecurityPolicy, notStored } from './security-headers.ts'
import { sendWhole } from './send-whole.ts'
import { tooManyPage } from './too-many-page.ts'
import { dropUnreadableState, mayLead } from './well-formed.ts'

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Whatever a client sends under these names is dropped: the public origin comes from the configuration alone. */
const untrusted = [
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded-for',
  'forwarded',
  'x-nonce',
]

/** As `next.config.ts` says it to Next. */
const largestForm = 32 * 1024

/**
 * What stands before every page. In: configuration, Next's handler, whether this is the development server, how much one
 * client may post. Out: a listener that sets the headers, gives Next a nonce and an address it can trust, and refuses
 * posts that are foreign or too many.
 */
export function pageListener(config: Config, handle: Listener, dev: boolean, limit: PostLimit = unlimited): Listener {
  const own = new URL(config.origin)
  return async (request, response) => {
    const asset = request.url?.startsWith('/_next/static/') ?? false
    const nonce = randomBytes(16).toString('base64')
    const csp = contentSecurityPolicy(nonce, dev)
    response.setHeader('content-security-policy', csp)
    const requestId = currentRequestId() ?? randomUUID()
    response.setHeader(requestIdHeader, requestId)
    if (!asset) response.setHeader('cache-control', notStored)
    // Next would lead who asks for an absolute address, as one asks a proxy, to that address.
    if (!request.url?.startsWith('/')) return refuse(response, 400, 'This server is no proxy.')
    if (!mayLead(request.url)) request.url = '/unknown'
    if (!mayChange(request, config.origin)) return refuse(response, 403, 'This request did not come from this site.')
    // Next would answer as if the fault were ours.
    if (Number(request.headers['content-length'] ?? 0) > largestForm)
      return refuse(response, 413, 'This form is too large.')
    const retryAt = await limit(request)
    if (retryAt !== null) return tooMany(request, response)
    for (const name of untrusted) delete request.headers[name]
    // Next's own server drops them, too, but most pages are answered without it.
    filterInternalHeaders(request.headers)
    dropUnreadableState(request.headers)
    request.headers.host = own.host
    // Next reads the nonce from the policy of the request; a client's own must not get there.
    request.headers['content-security-policy'] = csp
    delete request.headers['content-security-policy-report-only']
    request.headers[addressHeader] = request.url
    request.headers[requestIdHeader] = requestId
    request.url = pagePath(request.url)
    answerWithPageStatus(response, requestId)
    // The development server shows what is there as soon as it is there.
    if (!dev) sendWhole(request, response)
    await handle(request, response)
  }
}

const unlimited: PostLimit = async () => null

/** A window of a minute: whoever waits one is welcome again. */
function tooMany(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(429, { 'content-type': 'text/html; charset=utf-8', 'retry-after': '60' })
  response.end(tooManyPage(request.headers['accept-language']))
}

/** The status that the page set, where it set one, in place of Next's. */
function answerWithPageStatus(response: ServerResponse, requestId: string): void {
  awaitPageStatus(requestId)
  const writeHead = response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse
  response.writeHead = (status: number, ...rest: unknown[]) => {
    const own = takePageStatus(requestId)
    if (own === 503) response.setHeader('retry-after', '5')
    return writeHead(own ?? status, ...rest)
  }
  response.once('close', () => takePageStatus(requestId))
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(`${text}\n`)
}
