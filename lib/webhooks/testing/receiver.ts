import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a platform's server got. */
export interface Got {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** How it answers once it has read a request. */
export type Answers = (response: ServerResponse, got: Got, count: number) => void

/** A platform's server on the own machine: a real one, that answers as it is told. */
export interface Receiver {
  readonly url: string
  readonly port: number
  readonly got: readonly Got[]
  answer(how: Answers): void
  /** Resolves when it has got so many. */
  until(count: number): Promise<void>
  close(): Promise<void>
}

export const status =
  (code: number, headers: Record<string, string> = {}): Answers =>
  (response) =>
    void response.writeHead(code, headers).end('{"ok":true}')

export async function receiver(how: Answers = status(200)): Promise<Receiver> {
  let current = how
  const got: Got[] = []
  const waiting = new Set<() => void>()
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url: path = '', headers } = request
    const one = { method, path, headers, body: Buffer.concat(chunks).toString() }
    got.push(one)
    current(response, one, got.length)
    for (const wake of waiting) wake()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    port,
    got,
    answer: (next) => {
      current = next
    },
    until: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (got.length < count) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
    close: () => {
      server.closeAllConnections()
      return new Promise((closed) => server.close(() => closed()))
    },
  }
}

/** The `webhook-id` of each request, in the order in which they came. */
export function idsOf(got: readonly Got[]): string[] {
  return got.map(({ headers }) => String(headers['webhook-id']))
}
