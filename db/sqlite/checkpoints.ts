import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

const thread = join(dirname(fileURLToPath(import.meta.url)), 'checkpoint-worker.mjs')

/** When what is done, and how large the log may get meanwhile. */
const pace = {
  everyMs: 500,
  passiveBytes: 4 * 2 ** 20,
  restartBytes: 16 * 2 ** 20,
  truncateEveryMs: 600_000,
  /** Where a reader kept the log from being emptied for somebody who wants that. */
  againMs: 2_000,
  /** How long it may keep writers waiting for a reader; then it tries again later. */
  waitMs: 50,
}

/** A thread that failed is started again after so long. */
const againAfterMs = 1_000

/** What a thread of checkpoints tells. */
export interface CheckpointEvents {
  /** From now on the connection that serves need not do it itself (true); or it must, because the thread is gone (false). */
  readonly onAway: (away: boolean) => void
  /** The thread has stopped by itself; it is started again. */
  readonly onFault: (fault: string) => void
}

export interface Checkpoints {
  /**
   * Empties the log now, or as soon as no reader holds an old state of it. Out: its size now; null where there is no thread to
   * do it.
   */
  now(): Promise<number | null>
  /** The present thread. */
  thread(): Worker
  stop(): Promise<void>
}

/**
 * Keeps the write-ahead log of a database file short, from a thread with a connection of its own: a checkpoint waits for
 * the disk, and whoever asks the server for something should not. In: the file, whom to tell.
 */
export function startCheckpoints(path: string, { onAway, onFault }: CheckpointEvents): Checkpoints {
  let stopped = false
  let again: NodeJS.Timeout | undefined
  let worker = begin()

  function begin(): Worker {
    const resourceLimits = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 }
    const begun = new Worker(thread, { workerData: { path, ...pace }, resourceLimits })
    let fault = 'it ended'
    begun.on('message', (message) => message === 'ready' && onAway(true))
    begun.on('error', (error) => {
      fault = error instanceof Error ? error.message : 'unknown'
    })
    begun.once('exit', () => {
      if (stopped) return
      onAway(false)
      onFault(fault)
      again = setTimeout(() => {
        worker = begin()
      }, againAfterMs)
      again.unref()
    })
    begun.unref()
    return begun
  }

  return {
    now: () => emptied(worker),
    thread: () => worker,
    async stop() {
      stopped = true
      clearTimeout(again)
      if (worker.threadId === -1) return
      const exited = once(worker, 'exit')
      worker.postMessage('stop')
      await exited
    },
  }
}

/** Asks a thread, which may end before it answers. */
function emptied(worker: Worker): Promise<number | null> {
  if (worker.threadId === -1) return Promise.resolve(null)
  return new Promise((resolve) => {
    const heard = (answer: 'ready' | { readonly walBytes: number }) => {
      if (answer !== 'ready') over(answer.walBytes)
    }
    const gone = () => over(null)
    const over = (walBytes: number | null) => {
      worker.off('message', heard).off('exit', gone)
      resolve(walBytes)
    }
    worker.on('message', heard).once('exit', gone)
    worker.postMessage('now')
  })
}
