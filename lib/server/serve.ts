import { createServer, type Server } from 'node:http'
import next from 'next'
import { readinessOf } from '../readiness/readiness.ts'
import type { Deps } from '../session/deps.ts'
import { useBuiltPagesConfig } from './built-pages-config.ts'
import { drain } from './drain.ts'
import { leave } from './leave.ts'
import { listenOn } from './listen-on.ts'
import { listener } from './listener.ts'
import { metricsServer } from './metrics-server.ts'
import { pageEntries } from './page-entries.ts'
import { pageListener } from './page-listener.ts'
import { postLimit } from './post-limit.ts'
import { startUp } from './start-up.ts'
import { staticFiles } from './static-files.ts'

/** Who is slow to ask holds a socket no longer than this. The largest page form has 32 kB, the largest API body 2 MB. */
const patience = { headersTimeout: 15_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 }
/** Longer than any answer is silent, codes that are handed to a slow gateway included. */
const silentMs = 120_000

/** With the time before it, less than the half minute after which whoever asked a process to stop kills it. */
const stopWithinMs = 15_000

/** Where Next asks this server for a page. */
const loopback = '127.0.0.1'

/** A running server. */
export interface Running {
  readonly server: Server
  /** For those who watch, where it has a port of its own. */
  readonly metrics: Server | null
  /** Takes no more requests, finishes those under way, closes the store. */
  stop(): Promise<void>
}

/**
 * Starts a server: the API is answered before Next is asked, pages by Next. In: the parts, whether this is the
 * development server. Out: the running server, already listening. Throws, with the store closed, where it cannot listen.
 */
export async function serve(deps: Deps, dev: boolean): Promise<Running> {
  const { config, log } = deps
  const readiness = await readinessOf(deps)
  const finishUp = await startUp(deps, readiness)
  const server = createServer(patience)
  server.setTimeout(silentMs)
  if (!dev) useBuiltPagesConfig()
  const app = next({ dev, port: config.port, ...(dev ? developing(config.host, server) : alone()) })
  await app.prepare()
  const byNext = app.getRequestHandler()
  const pages = pageListener(
    config,
    dev ? byNext : pageEntries(byNext, `http://${loopback}:${config.port}`),
    dev,
    postLimit(deps),
  )
  server.on('request', listener(deps, pages, readiness, dev ? undefined : staticFiles()))
  const listening = async () => {
    await listenOn(server, { variable: 'PORT', port: config.port })
    return metricsServer(deps, readiness)
  }
  const metrics = await listening().catch(async (fault) => {
    server.close()
    await finishUp()
    throw fault
  })
  log.info({ origin: config.origin, mode: config.mode }, 'listening')
  const stop = async () => {
    // First of all, so that nobody sends more; who asks all the same is answered.
    readiness.drain()
    await leave(server, config.drainSeconds * 1000)
    await drain(server, finishUp, stopWithinMs)
    metrics?.close()
    metrics?.closeAllConnections()
  }
  return { server, metrics, stop }
}

/** The development server reloads pages over a web socket, for which Next takes the server's upgrades. */
function developing(hostname: string, httpServer: Server) {
  return { hostname, httpServer }
}

/**
 * Next fetches the page to which an action leads from the server itself, with the browser's cookies and without TLS: by
 * the loopback address, since under the public name that would leave the machine, and its answer be shown to the user.
 * It takes upgrades of a server that never listens: here nobody wants one, and Next leaves their sockets open for ever.
 */
function alone() {
  return { hostname: loopback, httpServer: createServer() }
}
