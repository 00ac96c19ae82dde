import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import { type EmptyDatabase, type Engine, emptyDatabase } from '../engine.ts'
import { freePort, type Running, start } from '../process.ts'
import type { Order, Reply } from './orders.ts'
import type { Point, Spot } from './points.ts'

type Unsent<O> = O extends unknown ? Omit<O, 'id'> : never

/** A server that dies and comes back on the same data, and is the same to whoever talks to it. */
export class MortalServer {
  readonly origin: string
  readonly apiKey = `ak_sandbox_${randomBytes(32).toString('base64url')}`
  readonly dataFolder = mkdtempSync(join(tmpdir(), 'assent-crash-'))
  /** Asked between a death and the next life. */
  onDeath: () => void | Promise<void> = () => undefined
  deaths = 0
  /** Time that its clock is ahead. */
  ahead = 0
  readonly #port: number
  readonly #database: Promise<EmptyDatabase>
  #running: Running | null = null
  #serving: Promise<void> = Promise.resolve()
  #stopping = false
  #orders = 0
  #log = ''

  private constructor(port: number, engine: Engine) {
    this.#port = port
    this.#database = emptyDatabase(engine, this.dataFolder)
    this.origin = `http://localhost:${port}`
  }

  static async start(engine: Engine = 'sqlite', dyingAt: Point | null = null): Promise<MortalServer> {
    const server = new MortalServer(await freePort(), engine)
    server.#serving = server.#live(dyingAt)
    await server.#serving
    return server
  }

  /** All that it has written in all its lives. */
  log(): string {
    return this.#log + (this.#running?.log() ?? '')
  }

  /** Says where it dies next. Out: how often each spot was passed since that was said last. */
  async arm(point: Point | null): Promise<Map<Spot, number>> {
    return new Map((await this.#order({ do: 'arm', point })).passed)
  }

  /** Puts its clock forward, for all its lives to come. */
  async advance(milliseconds: number): Promise<void> {
    this.ahead += milliseconds
    await this.#order({ do: 'set-ahead', milliseconds: this.ahead })
  }

  measure(): Promise<Reply> {
    return this.#order({ do: 'measure' })
  }

  /** What its database holds, to be asked and closed. */
  async look(): Promise<Database> {
    return (await this.#database).look()
  }

  /** How large its database is. */
  async size(): ReturnType<EmptyDatabase['size']> {
    return (await this.#database).size()
  }

  /** Kills it wherever it is. */
  kill(): void {
    this.#running?.child.kill('SIGKILL')
  }

  /**
   * What somebody does whose connection broke: waits until it is there again. In: the fault of the request. Throws it
   * where the server did not die.
   */
  async back(fault: unknown): Promise<void> {
    if (!(fault instanceof TypeError)) throw fault
    const child = this.#running?.child
    if (child && child.exitCode === null && child.signalCode === null) {
      // A connection breaks a moment before the process is seen to be gone; or it was one to an earlier life.
      await Promise.race([once(child, 'exit'), sleep(1000, null, { ref: false })])
    }
    await this.#serving
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await this.#serving.catch(() => undefined)
    await this.#running?.stop()
  }

  async remove(): Promise<void> {
    await this.stop()
    await (await this.#database).remove()
    rmSync(this.dataFolder, { recursive: true, force: true })
  }

  async #live(dyingAt: Point | null): Promise<void> {
    const env = {
      PORT: String(this.#port),
      ASSENT_URL: this.origin,
      ASSENT_MODE: 'sandbox',
      ASSENT_DATA: this.dataFolder,
      ASSENT_DEMO_KEY: this.apiKey,
      ASSENT_DEMO_RETURN_URLS: 'http://localhost:1/return',
      ...(await this.#database).env,
      CRASH_AHEAD: String(this.ahead),
      ...(dyingAt ? { CRASH_AT: JSON.stringify(dyingAt) } : {}),
    }
    try {
      this.#running = await start('e2e/crash/server-that-dies.ts', env, `${this.origin}/readyz`)
    } catch (fault) {
      if (!dyingAt) throw fault
      await this.#died()
      return this.#live(null)
    }
    const { child, log } = this.#running
    // Many customers wait for the same death.
    child.setMaxListeners(0)
    child.once('exit', () => {
      if (this.#stopping) return
      this.#log += log()
      this.#serving = this.#died().then(() => this.#live(null))
      // Whoever waits for it is told; nobody may be waiting yet.
      this.#serving.catch(() => undefined)
    })
  }

  async #died(): Promise<void> {
    this.deaths++
    await this.onDeath()
  }

  async #order(order: Unsent<Order>): Promise<Reply> {
    await this.#serving
    const child = this.#running?.child
    if (!child?.connected) return {}
    const id = ++this.#orders
    return new Promise((resolve) => {
      const settle = (reply: Reply) => {
        child.off('message', hear)
        child.off('exit', gone)
        resolve(reply)
      }
      const hear = (reply: Reply & { id: number }) => reply.id === id && settle(reply)
      const gone = () => settle({})
      child.on('message', hear).once('exit', gone)
      child.send({ ...order, id }, () => undefined)
    })
  }
}
