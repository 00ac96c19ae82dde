import { createServer, type Server } from 'node:http'
import next from 'next'
import type { Deps } from '../session/deps.ts'
import { listener } from './listener.ts'
import { pageListener } from './page-listener.ts'
import { startUp } from './start-up.ts'

/** A running server. */
export interface Running {
  readonly server: Server
  /** Takes no more requests, finishes those under way, closes the store. */
  stop(): Promise<void>
}

/**
 * Starts a server: the API is answered before Next is asked, pages by Next. In: the parts, whether this is the
 * development server. Out: the running server, already listening.
 */
export async function serve(deps: Deps, dev: boolean): Promise<Running> {
  const { config, log } = deps
  const finishUp = await startUp(deps)
  const server = createServer()
  // The development server reloads pages over a web socket, for which Next takes the server's upgrades.
  const app = next({ dev, hostname: config.host, port: config.port, httpServer: server })
  await app.prepare()
  server.on('request', listener(deps, pageListener(config, app.getRequestHandler(), dev)))
  await new Promise<void>((listening) => server.listen(config.port, listening))
  log.info({ origin: config.origin, mode: config.mode }, 'listening')
  return { server, stop: () => stop(server, finishUp) }
}

async function stop(server: Server, finishUp: () => Promise<void>): Promise<void> {
  const closed = new Promise((done) => server.close(done))
  server.closeIdleConnections()
  await closed
  await finishUp()
}
