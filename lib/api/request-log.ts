import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import { newRequestId } from '../log/new-request-id.ts'
import { currentRequestId } from '../log/request-scope.ts'
import type { Deps } from '../session/deps.ts'
import type { ApiEnv } from './env.ts'

/**
 * Gives every request an id and writes one line about it: the pattern of its address, never the address itself, a query,
 * a header or a body.
 */
export function requestLog(deps: Deps) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const started = performance.now()
    const requestId = currentRequestId() ?? newRequestId(deps.random)
    c.set('requestId', requestId)
    // Before there is an answer: the headers of one that is made already would have to be copied.
    c.header('x-request-id', requestId)
    c.header('cache-control', 'no-store')
    await next()
    const seconds = (performance.now() - started) / 1000
    const route = routePath(c, -1)
    const code = c.get('problem')
    if (code) deps.meters.problem(code)
    deps.meters.answeredApi(route, c.req.method, c.res.status, seconds)
    const line = {
      requestId,
      method: c.req.method,
      route,
      status: c.res.status,
      code,
      ms: Math.round(seconds * 1000),
      platformId: c.get('platform')?.id,
      keyId: c.get('keyId'),
    }
    if (c.res.status >= 500) deps.log.error(line, 'api')
    else deps.log.info(line, 'api')
  })
}
