import { availableParallelism } from 'node:os'
import type { Refused } from '../../sca/refusal.ts'

/** Runs hash work, or answers `busy` at once when too much of it waits already. */
export type HashQueue = <Result>(work: () => Promise<Result>) => Promise<Result | Refused>

/**
 * A queue with a limit at both ends (PIN-04). A hash fills a core and 19 MiB for milliseconds; without limits a burst of
 * them would fill Node's thread pool, which files and name look-ups need too, and then the memory.
 * In: how many run at once, how many may wait.
 */
export function hashQueue(limits: { readonly concurrency: number; readonly waiting: number }): HashQueue {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= limits.concurrency) {
      if (waiting.length >= limits.waiting) return { refused: 'busy' }
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else {
      running += 1
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // The place is handed over, not given back, so that a newcomer cannot take it from who waits longest.
      if (next) next()
      else running -= 1
    }
  }
}

const place = Symbol.for('assent.hash-queue')

/**
 * The queue of this process. Server code may be loaded twice in one process, so it does not live in the module. Three of
 * the pool's four threads at most; with some 7 ms a hash, the last of those who wait is served within about two seconds.
 */
export function processHashQueue(): HashQueue {
  const home = globalThis as { [place]?: HashQueue }
  home[place] ??= hashQueue({ concurrency: Math.min(3, availableParallelism()), waiting: 256 })
  return home[place]
}
