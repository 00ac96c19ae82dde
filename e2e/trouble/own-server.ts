import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Platform, platformOf } from '../platform.ts'
import { freePort, type Running, start } from '../process.ts'

/** A server that a test stops, kills and starts again on the same data, at the same address. */
export class OwnServer {
  readonly origin: string
  readonly apiKey = `ak_sandbox_${randomBytes(32).toString('base64url')}`
  readonly dataFolder = mkdtempSync(join(tmpdir(), 'assent-trouble-'))
  readonly platform: Platform
  readonly env: Readonly<Record<string, string>>
  readonly #file: string
  #running: Running | null = null

  private constructor(port: number, file: string, env: Readonly<Record<string, string>>) {
    this.origin = `http://localhost:${port}`
    this.#file = file
    this.env = {
      PORT: String(port),
      ASSENT_URL: this.origin,
      ASSENT_MODE: 'sandbox',
      ASSENT_DATA: this.dataFolder,
      ASSENT_DEMO_KEY: this.apiKey,
      ASSENT_DEMO_RETURN_URLS: 'http://localhost:1/return',
      ...env,
    }
    this.platform = platformOf({ origin: this.origin, apiKey: this.apiKey, shop: 'http://localhost:1' })
  }

  /** In: the program; further variables. */
  static async start(file = 'server.ts', env: Readonly<Record<string, string>> = {}): Promise<OwnServer> {
    const server = new OwnServer(await freePort(), file, env)
    await server.again()
    return server
  }

  async again(): Promise<void> {
    this.#running = await start(this.#file, this.env, `${this.origin}/healthz`)
  }

  log(): string {
    return this.#running?.log() ?? ''
  }

  /** Says something to the process and waits until it is done. */
  async order(what: string): Promise<void> {
    const child = this.#child()
    const done = once(child, 'message')
    child.send({ do: what })
    await done
  }

  /** Sends a signal. Out: how the process ends. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<[number | null, string | null]> {
    const child = this.#child()
    const exited = once(child, 'exit') as Promise<[number | null, string | null]>
    child.kill(signal)
    this.#running = null
    return exited
  }

  async remove(): Promise<void> {
    if (this.#running) await this.end('SIGKILL')
    rmSync(this.dataFolder, { recursive: true, force: true })
  }

  #child() {
    if (!this.#running) throw new Error('the server does not run')
    return this.#running.child
  }
}
