import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createApi } from '../api/create-api.ts'
import type { Readiness } from '../readiness/readiness.ts'
import type { Deps } from '../session/deps.ts'
import { listenOn } from './listen-on.ts'
import { isMetricsPath, showMetrics } from './metrics-page.ts'

const health: readonly string[] = ['/healthz', '/readyz']

/**
 * A second server for those who watch: metrics and health checks, and nothing else. In: the parts, with the port and host
 * of the configuration. Out: the server, listening; null where none is configured.
 */
export async function metricsServer(deps: Deps, readiness: Readiness): Promise<Server | null> {
  const { port, host } = deps.config.metrics
  if (port === null) return null
  const api = getRequestListener(createApi(deps, readiness).fetch)
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 10_000 }, (request, response) => {
    const address = request.url ?? '/'
    if (health.includes(address)) return void api(request, response)
    if (isMetricsPath(address) && request.method === 'GET') {
      // Nobody else waits for it: a fault that came out of here would end the process.
      return void showMetrics(deps, response).catch(() => response.destroy())
    }
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
    response.end('Not found\n')
  })
  await listenOn(server, { variable: 'ASSENT_METRICS_PORT', port, host })
  return server
}
