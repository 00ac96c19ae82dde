import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { waitUntilServed } from '../scripts/support/ports.ts'

/** A server of ours in a process of its own. */
export interface Running {
  readonly child: ChildProcess
  /** All that it has written so far, both streams. */
  log(): string
  stop(): Promise<void>
}

/**
 * Starts a Node program and waits until it serves. In: its file, its environment, the address that must answer, its
 * arguments, the folder of the build that it is of.
 */
export async function start(
  file: string,
  env: Record<string, string>,
  ready: string,
  args: readonly string[] = [],
  cwd = process.cwd(),
): Promise<Running> {
  const child = spawn(process.execPath, [file, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const written: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => written.push(data.toString()))
  // Its end is that of what it wrote: the last lines of a process may still be on their way when it is gone.
  const closed = once(child, 'close')
  const log = () => written.join('')
  const failed = closed.then(() => Promise.reject(new Error(`${file} has stopped:\n${log()}`)))
  await Promise.race([waitUntilServed(ready), failed]).catch((fault) => {
    child.kill('SIGKILL')
    throw fault
  })
  failed.catch(() => undefined)
  const stop = async () => {
    child.kill('SIGTERM')
    // Longer than a server takes to stop at most, whoever keeps a connection open (`lib/server/serve.ts`).
    const late = setTimeout(() => child.kill('SIGKILL'), 20_000)
    await closed
    clearTimeout(late)
  }
  return { child, log, stop }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0)
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
