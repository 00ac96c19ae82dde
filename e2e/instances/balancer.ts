import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where a user's requests arrive before they reach one of several servers. */
export interface Balancer {
  readonly origin: string
  /** How many requests each server has answered, in the order in which they were given. */
  readonly answered: readonly number[]
  close(): Promise<void>
}

/**
 * Sends every next request to the next server, so that nobody is served twice in a row by the same. One that takes no
 * connection is passed over: what was not taken by anybody can be given to another.
 */
export async function startBalancer(ports: () => readonly number[]): Promise<Balancer> {
  const answered: number[] = []
  // Without kept connections, each request shows by itself whether its server is there.
  const agent = new Agent({ keepAlive: false })
  let turn = 0

  function pass(from: IncomingMessage, to: ServerResponse, tries: number): void {
    const all = ports()
    const index = turn++ % all.length
    const { method, url, headers } = from
    const onward = request({ agent, host: '127.0.0.1', port: all[index], method, path: url, headers }, (answer) => {
      answered[index] = (answered[index] ?? 0) + 1
      to.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(to)
    })
    onward.once('error', (fault: NodeJS.ErrnoException) => {
      if (fault.code === 'ECONNREFUSED' && tries < all.length) pass(from, to, tries + 1)
      else to.destroy()
    })
    // Only once it is taken does the body flow, so that it is there for another where it is not.
    onward.once('socket', (socket) => socket.once('connect', () => from.pipe(onward)))
  }

  const server = createServer((from, to) => pass(from, to, 1)).listen(0)
  await once(server, 'listening')
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    answered,
    close: async () => {
      server.close()
      server.closeAllConnections()
      agent.destroy()
    },
  }
}
