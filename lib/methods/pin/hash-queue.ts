import { availableParallelism } from 'node:os'
import type { Refused } from '../../sca/refusal.ts'

/** Runs hash work, or answers `busy` at once when too much of it waits already. */
export type HashQueue = <Result>(work: () => Promise<Result>) => Promise<Result | Refused>

/** How a queue is doing, and what it did since it was made. */
export interface HashFigures {
  readonly running: number
  readonly waiting: number
  readonly done: number
  readonly refused: number
  /** From being asked to the answer, over all that are done. */
  readonly seconds: number
}

interface WatchedQueue extends HashQueue {
  readonly figures: () => HashFigures
}

/**
 * A queue with a limit at both ends (PIN-04). A hash fills a core and 19 MiB for milliseconds; without limits a burst of
 * them would fill Node's thread pool, which files and name look-ups need too, and then the memory.
 * In: how many run at once, how many may wait.
 */
export function hashQueue(limits: { readonly concurrency: number; readonly waiting: number }): WatchedQueue {
  const waiting: (() => void)[] = []
  let running = 0
  let done = 0
  let refused = 0
  let seconds = 0
  const queue: HashQueue = async (work) => {
    const asked = performance.now()
    if (running >= limits.concurrency) {
      if (waiting.length >= limits.waiting) {
        refused += 1
        return { refused: 'busy' }
      }
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else {
      running += 1
    }
    try {
      return await work()
    } finally {
      done += 1
      seconds += (performance.now() - asked) / 1000
      const next = waiting.shift()
      // The place is handed over, not given back, so that a newcomer cannot take it from who waits longest.
      if (next) next()
      else running -= 1
    }
  }
  const figures = () => ({ running, waiting: waiting.length, done, refused, seconds })
  return Object.assign(queue, { figures })
}

const place = Symbol.for('assent.hash-queue')

/**
 * The queue of this process. Server code may be loaded twice in one process, so it does not live in the module. Three of
 * the pool's four threads at most; with some 7 ms a hash, the last of those who wait is served within about two seconds.
 */
export function processHashQueue(): WatchedQueue {
  const home = globalThis as { [place]?: WatchedQueue }
  home[place] ??= hashQueue({ concurrency: Math.min(3, availableParallelism()), waiting: 256 })
  return home[place]
}
