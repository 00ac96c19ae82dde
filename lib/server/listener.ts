import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createApi } from '../api/create-api.ts'
import { newRequestId } from '../log/new-request-id.ts'
import { inRequest } from '../log/request-scope.ts'
import type { Deps } from '../session/deps.ts'
import { isApiPath } from './api-paths.ts'
import { brandListener, isBrandPath } from './brand-listener.ts'
import { isMetricsPath, mayReadMetrics, showMetrics } from './metrics-page.ts'
import { pageName } from './page-name.ts'
import { securityHeaders } from './security-headers.ts'

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown

/** What answers every request: the API by itself, anything else by `pages`; both with the headers that all answers have. */
export function listener(deps: Deps, pages: Listener): (request: IncomingMessage, response: ServerResponse) => void {
  const api = getRequestListener(createApi(deps).fetch)
  const brand = brandListener(deps)
  const timedPages = timed(deps, pages)
  const answererOf = (address: string) =>
    isApiPath(address) ? api : isMetricsPath(address) ? metrics : isBrandPath(address) ? brand : timedPages
  return (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    const answer = answererOf(request.url ?? '/')
    // Nobody else waits for it: a fault that came out of here would end the process.
    void inRequest(newRequestId(deps.random), async () => answer(request, response)).catch((fault) =>
      failed(deps, response, fault),
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
function failed({ log }: Deps, response: ServerResponse, fault: unknown): void {
  log.error({ fault }, 'a request failed')
  if (response.headersSent) return void response.destroy()
  response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '5' })
  response.end('Something went wrong on our side. Nothing has been confirmed. Please try again in a moment.\n')
}
