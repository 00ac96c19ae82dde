import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import { type Running, start } from '../e2e/process.ts'
import type { Usage } from './probe.ts'

/** A server in a process of its own that tells what it uses. */
export interface Measured {
  readonly origin: string
  usage(): Promise<Usage>
  /** Takes a CPU profile of what is done meanwhile and writes it to a file. */
  profile(file: string, work: () => Promise<unknown>): Promise<void>
  log(): string
  stop(): Promise<void>
}

const probe = pathToFileURL('bench/probe.ts').href

/** Starts a server with the probe in it. In: its program with arguments, port, environment, the path that must answer. */
export async function startMeasured(
  program: readonly [string, ...string[]],
  port: number,
  env: Readonly<Record<string, string>>,
  ready: string,
): Promise<Measured> {
  const origin = `http://localhost:${port}`
  const [file, ...args] = program
  const flags = { PORT: String(port), NODE_OPTIONS: `--import=${probe}`, ...env }
  const running = await start(file, flags, `${origin}${ready}`, args)
  return {
    origin,
    usage: async () => (await ask(running, 'usage')) as Usage,
    profile: async (to, work) => {
      await ask(running, 'start-profile')
      await work()
      await ask(running, 'stop-profile', to)
    },
    log: running.log,
    stop: running.stop,
  }
}

async function ask({ child }: Running, what: string, file = ''): Promise<unknown> {
  const answered = once(child, 'message')
  child.send({ ask: what, file })
  const [answer] = (await answered) as [Record<string, unknown>]
  return answer[what]
}
