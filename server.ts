import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import next from 'next'
import { createApi } from './lib/api/create-api.ts'
import { assent } from './lib/container.ts'
import { isApiPath } from './lib/server/api-paths.ts'
import { pageListener } from './lib/server/page-listener.ts'
import { startUp } from './lib/server/start-up.ts'

/** The one entry: the API is answered before Next is asked, pages by Next. */
const deps = assent()
const { config, log } = deps
const dev = process.env.NODE_ENV === 'development'
const stop = await startUp(deps)

const api = getRequestListener(createApi(deps).fetch)
const app = next({ dev, hostname: config.host, port: config.port })
await app.prepare()
const pages = pageListener(config, app.getRequestHandler(), dev)

const server = createServer((request, response) => {
  void (isApiPath(request.url ?? '/') ? api(request, response) : pages(request, response))
})
server.listen(config.port, () => log.info({ origin: config.origin, mode: config.mode }, 'listening'))

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.close(() => void stop().then(() => process.exit(0)))
    server.closeIdleConnections()
  })
}
