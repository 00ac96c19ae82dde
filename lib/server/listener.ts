import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createApi } from '../api/create-api.ts'
import { newRequestId } from '../log/new-request-id.ts'
import { inRequest } from '../log/request-scope.ts'
import type { Readiness } from '../readiness/readiness.ts'
import type { Deps } from '../session/deps.ts'
import { isApiPath } from './api-paths.ts'
import { brandListener, isBrandPath } from './brand-listener.ts'
import { faultPage } from './fault-page.ts'
import { isMetricsPath, mayReadMetrics, showMetrics } from './metrics-page.ts'
import { pageName } from './page-name.ts'
import { notStored, securityHeaders } from './security-headers.ts'
import type { staticFiles } from './static-files.ts'

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown

/** What answers every request: the API by itself, anything else by `pages`; both with the headers that all answers have. */
export function listener(
  deps: Deps,
  pages: Listener,
  readiness: Readiness,
  file: ReturnType<typeof staticFiles> = () => false,
): (request: IncomingMessage, response: ServerResponse) => void {
  const api = getRequestListener(createApi(deps, readiness).fetch)
  const brand = brandListener(deps)
  const timedPages = timed(deps, (request, response) =>
    readiness.stopped() ? stopped(request, response) : pages(request, response),
  )
  const answererOf = (address: string) =>
    isApiPath(address) ? api : isMetricsPath(address) ? metrics : isBrandPath(address) ? brand : timedPages
  return (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    if (file(request, response)) return
    const answer = answererOf(request.url ?? '/')
    // Nobody else waits for it: a fault that came out of here would end the process.
    void inRequest(newRequestId(deps.random), request.method, async () => answer(request, response)).catch((fault) =>
      failed(deps, request, response, fault),
    )
  }

  function metrics(request: IncomingMessage, response: ServerResponse): unknown {
    // To whoever may not read them they are not there: an address like any other, as a page says it.
    return mayReadMetrics(deps, request) ? showMetrics(deps, response) : timedPages(request, response)
  }
}

/** Pages are timed until their last byte: Next streams them. */
function timed({ meters }: Deps, pages: Listener): Listener {
  return (request, response) => {
    const began = performance.now()
    const name = pageName(request.url ?? '/')
    response.once('close', () => {
      meters.answeredPage(name, request.method ?? '', response.statusCode, (performance.now() - began) / 1000)
    })
    return pages(request, response)
  }
}

/** What stands before the pages could not be worked, such as a counter while the database does not answer. */
function failed({ log }: Deps, request: IncomingMessage, response: ServerResponse, fault: unknown): void {
  log.error({ fault }, 'a request failed')
  if (response.headersSent) return void response.destroy()
  stopped(request, response)
}

/** Nothing is begun or finished now; the page says so, and leads to itself. */
function stopped({ headers }: IncomingMessage, response: ServerResponse): void {
  const type = { 'content-type': 'text/html; charset=utf-8', 'cache-control': notStored }
  response.writeHead(503, { ...type, 'retry-after': '5' })
  response.end(faultPage(headers['accept-language']))
}
