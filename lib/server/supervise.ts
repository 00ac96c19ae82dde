import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'

/** How workers are kept. */
export interface Supervision {
  readonly count: number
  /** A dead worker is replaced after so long; each further time, twice as long, up to `longestPauseMs`. */
  readonly firstPauseMs: number
  readonly longestPauseMs: number
  /** A worker that lived so long has its pauses begin anew. */
  readonly steadyMs: number
  readonly onDeath: (death: { readonly pid: number; readonly code: number | null; readonly pauseMs: number }) => void
}

/** Workers under supervision. */
export interface Workers {
  /** Resolves once all listen; rejects when one ends before any does: then none is left. */
  readonly listening: Promise<void>
  /** Has all of them finish what is under way and stop. */
  stop(): Promise<void>
}

/** Starts workers of this program and puts another in the place of each that dies. In the primary process only. */
export function supervise(rules: Supervision): Workers {
  let stopping = false
  let ever = false
  const timers = new Set<NodeJS.Timeout>()
  const all = Promise.withResolvers<void>()
  const listening = new Set<Worker>()

  function begin(pauseMs: number): void {
    const worker = cluster.fork()
    const born = performance.now()
    worker.once('listening', () => {
      ever = true
      if (listening.add(worker).size === rules.count) all.resolve()
    })
    // What was sent to one that is just dying: nobody else would take the fault, and it would end all of them.
    worker.on('error', () => undefined)
    worker.once('exit', (code: number | null) => {
      listening.delete(worker)
      if (stopping) return
      // What cannot start says why by itself, and would not be able to the next time.
      if (!ever) return void stop().then(() => all.reject(new Error('a worker could not start')))
      const pause = performance.now() - born >= rules.steadyMs ? rules.firstPauseMs : pauseMs
      rules.onDeath({ pid: worker.process.pid ?? 0, code, pauseMs: pause })
      later(pause, () => begin(Math.min(rules.longestPauseMs, pause * 2)))
    })
  }

  function later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      work()
    }, ms)
    timers.add(timer)
  }

  async function stop(): Promise<void> {
    stopping = true
    for (const timer of timers) clearTimeout(timer)
    const living = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
    await Promise.all(
      living.map((worker) => {
        const exited = worker.isDead() ? undefined : once(worker, 'exit')
        worker.process.kill('SIGTERM')
        return exited
      }),
    )
  }

  for (let i = 0; i < rules.count; i += 1) begin(rules.firstPauseMs)
  return { listening: all.promise, stop }
}
