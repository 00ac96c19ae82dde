import { EventEmitter, once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { MortalServer } from './mortal-server.ts'
import { Finding, PlatformThatRetries } from './platform-that-retries.ts'

const longestWaitMs = 60_000
/** Longer than a dead server keeps a delivery to itself. */
const leaseMs = 61_000

/** A platform's webhook endpoint: takes all that comes, and can tell what never came (HOOK-03). */
export class Receiver {
  readonly #server: MortalServer
  readonly #http: Server
  readonly #told = new EventEmitter()
  /** How often each event arrived, by its id. */
  readonly #arrived = new Map<string, number>()

  private constructor(server: MortalServer) {
    this.#server = server
    this.#http = createServer((request, response) => {
      const id = String(request.headers['webhook-id'])
      this.#arrived.set(id, (this.#arrived.get(id) ?? 0) + 1)
      response.writeHead(204).end()
      this.#told.emit('event')
    }).listen(0)
  }

  static async of(server: MortalServer): Promise<Receiver> {
    const receiver = new Receiver(server)
    await once(receiver.#http, 'listening')
    const { port } = receiver.#http.address() as AddressInfo
    const url = `http://localhost:${port}/events`
    const { status, text } = await new PlatformThatRetries(server).doOnce('POST', '/webhook-endpoints', { url })
    if (status !== 201) throw new Finding(`no endpoint: ${status} ${text}`)
    return receiver
  }

  /** Waits until all that was written has been told; the clock goes on past what dead servers had claimed. Out: findings. */
  async missing(): Promise<string[]> {
    const end = Date.now() + longestWaitMs
    for (;;) {
      const missing = (await this.#written()).filter((id) => !this.#arrived.has(id))
      if (missing.length === 0) return []
      if (Date.now() > end) return missing.map((id) => `event ${id} was written and never told`)
      await this.#server.advance(leaseMs)
      await Promise.race([once(this.#told, 'event'), sleep(1000, null, { ref: false })])
    }
  }

  text(): string {
    const again = [...this.#arrived.values()].filter((times) => times > 1).length
    return `${this.#arrived.size} events told, ${again} of them more than once`
  }

  close(): void {
    this.#http.close()
    this.#http.closeAllConnections()
  }

  async #written(): Promise<string[]> {
    const db = await this.#server.look()
    const rows = db.prepare('select id from outbox_event').all() as { id: string }[]
    db.close()
    return rows.map(({ id }) => id)
  }
}
