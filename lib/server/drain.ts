import type { Server } from 'node:http'

/** How often connections that finished their request are let go: a browser would keep them open for seconds. */
const lookEveryMs = 50

/**
 * Stops a server: takes no more connections, finishes what is under way, then `finishUp`. In: how long it waits at most
 * (a client that never ends its request must not keep the process).
 */
export async function drain(server: Server, finishUp: () => Promise<void>, atMostMs: number): Promise<void> {
  const closed = new Promise((done) => server.close(done))
  const idle = setInterval(() => server.closeIdleConnections(), lookEveryMs)
  const patience = setTimeout(() => server.closeAllConnections(), atMostMs)
  await closed
  clearInterval(idle)
  clearTimeout(patience)
  await finishUp()
}
