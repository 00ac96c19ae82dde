import type { Server } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * What a server does before it stops: it goes on answering while those who look at `/readyz` come to know, and lets each
 * connection go with its answer, so that nobody asks on one that is about to be closed. In: for how long.
 */
export async function leave(server: Server, forMs: number): Promise<void> {
  server.prependListener('request', (_, response) => response.setHeader('connection', 'close'))
  if (forMs > 0) await pause(forMs)
}
