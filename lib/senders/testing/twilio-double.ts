import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import RequestClient from 'twilio/lib/base/RequestClient.js'

/** A request as Twilio would have got it. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly authorization: string
  readonly form: Readonly<Record<string, string>>
}

type Answering = (response: ServerResponse, asked: Asked) => void

/** An answer of Twilio's. */
export function json(status: number, body: object): Answering {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
}

/**
 * Twilio's API on loopback: keeps what it is asked and answers as it is told, by default that all is well. Beside it the
 * library's own client, but for the host that it asks.
 */
export async function twilioDouble(answer: Answering = json(201, { sid: 'SM1', status: 'queued' })) {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const got = await read(request)
    asked.push(got)
    answer(response, got)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    asked,
    httpClient: (timeout = 2_000) => new ToLoopback(origin, timeout),
    close: () => {
      server.closeAllConnections()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

class ToLoopback extends RequestClient {
  readonly #origin: string

  constructor(origin: string, timeout: number) {
    super({ timeout })
    this.#origin = origin
  }

  override request<T>(options: RequestClient.RequestOptions<T>) {
    const uri = options.uri.replace(/^https:\/\/api(\.[a-z0-9-]+\.[a-z0-9-]+)?\.twilio\.com/, this.#origin)
    if (uri === options.uri) throw new Error('this request was not for Twilio')
    return super.request<T>({ ...options, uri })
  }
}

async function read(request: IncomingMessage): Promise<Asked> {
  let body = ''
  for await (const chunk of request) body += chunk
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    authorization: request.headers.authorization ?? '',
    form: Object.fromEntries(new URLSearchParams(body)),
  }
}
