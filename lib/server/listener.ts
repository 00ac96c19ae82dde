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
    void (isApiPath(request.url ?? '/') ? api(request, response) : pages(request, response))
  }
}
