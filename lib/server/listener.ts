import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createApi } from '../api/create-api.ts'
import type { Deps } from '../session/deps.ts'
import { isApiPath } from './api-paths.ts'
import { securityHeaders } from './security-headers.ts'

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown

/** What answers every request: the API by itself, anything else by `pages`; both with the headers that all answers have. */
export function listener(deps: Deps, pages: Listener): (request: IncomingMessage, response: ServerResponse) => void {
  const api = getRequestListener(createApi(deps).fetch)
  return (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    const answered = isApiPath(request.url ?? '/') ? api(request, response) : pages(request, response)
    // Nobody else waits for it: a fault that came out of here would end the process.
    void Promise.resolve(answered).catch((fault) => failed(deps, response, fault))
  }
}

/** What stands before the pages could not be worked, such as a counter while the database does not answer. */
function failed({ log }: Deps, response: ServerResponse, fault: unknown): void {
  log.error({ error: fault instanceof Error ? `${fault.name}: ${fault.message}` : 'unknown' }, 'a request failed')
  if (response.headersSent) return void response.destroy()
  response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '5' })
  response.end('Something went wrong on our side. Nothing has been confirmed. Please try again in a moment.\n')
}
