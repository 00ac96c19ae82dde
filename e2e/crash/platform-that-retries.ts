import { randomUUID } from 'node:crypto'
import type { MortalServer } from './mortal-server.ts'

export interface Answer {
  readonly status: number
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: what the API answers is what is looked at
  readonly body: any
  readonly replayed: boolean
}

/** Somebody found the server at fault. */
export class Finding extends Error {}

/** A platform's server that calls again, with the same Idempotency-Key, whenever it got no answer. */
export class PlatformThatRetries {
  readonly server: MortalServer

  constructor(server: MortalServer) {
    this.server = server
  }

  /** Calls until there is an answer. */
  async call(method: string, path: string, body?: object, key?: string): Promise<Answer> {
    for (let lost = 0; ; lost++) {
      try {
        return await this.#once(method, path, body, key)
      } catch (fault) {
        if (lost >= 20) throw fault
        await this.server.back(fault)
      }
    }
  }

  /**
   * Does something once, whatever happens meanwhile. Out: the answer. A claim that a dead process left is waited for as
   * the documentation says, and whoever asks again gets the same answer to the letter.
   */
  async doOnce(method: string, path: string, body: object): Promise<Answer> {
    const key = randomUUID()
    const first = await this.#claimed(method, path, body, key)
    const again = await this.#claimed(method, path, body, key)
    if (first.status < 300 && (again.text !== first.text || again.status !== first.status || !again.replayed)) {
      throw new Finding(
        `${method} ${path}: ${first.status} ${first.text} was answered again as ${again.status} ${again.text}`,
      )
    }
    return first
  }

  async #claimed(method: string, path: string, body: object, key: string): Promise<Answer> {
    const deaths = this.server.deaths
    const answer = await this.call(method, path, body, key)
    if (answer.status !== 409 || answer.body.code !== 'idempotency-in-flight') return answer
    if (this.server.deaths === deaths && deaths === 0) throw new Finding(`${method} ${path} is in flight for nobody`)
    await this.server.advance(61_000)
    return this.#claimed(method, path, body, key)
  }

  async #once(method: string, path: string, body?: object, key?: string): Promise<Answer> {
    const headers = {
      authorization: `Bearer ${this.server.apiKey}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(key && { 'idempotency-key': key }),
    }
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
    const response = await fetch(`${this.server.origin}/api/v1${path}`, init)
    const text = await response.text()
    if (response.status >= 500) throw new Finding(`${method} ${path}: ${response.status} ${text}`)
    const replayed = response.headers.get('idempotency-replayed') === 'true'
    return { status: response.status, text, body: JSON.parse(text), replayed }
  }
}
