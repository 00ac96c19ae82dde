import type { Database } from 'better-sqlite3'

/** Runs work in a write transaction, and resolves once it is durable. Work that throws leaves nothing behind. */
export type Write = <T>(work: () => T) => Promise<T>

/** Thrown inside of work: undoes what the work wrote, and is its answer. */
export class Undo extends Error {
  readonly answer: unknown
  constructor(answer: unknown) {
    super(`undone: ${String(answer)}`)
    this.answer = answer
  }
}

interface Job {
  readonly work: () => unknown
  readonly resolve: (value: never) => void
  readonly reject: (fault: unknown) => void
}

type Done = { readonly value: unknown } | { readonly fault: unknown }

/**
 * The only way to write. What arrives in the same turn of the event loop shares one transaction, because with
 * `synchronous=FULL` the wait for the disk is most of what a write costs. Each piece of work has its savepoint: it sees
 * what those before it did, and its fault undoes nothing of theirs. The transaction takes the write lock at once
 * (`BEGIN IMMEDIATE`), so nothing that was read in it is stale when it writes.
 */
export function writeQueue(client: Database): { write: Write; flush: () => void } {
  const begin = client.prepare('BEGIN IMMEDIATE')
  const commit = client.prepare('COMMIT')
  const rollback = client.prepare('ROLLBACK')
  const savepoint = client.prepare('SAVEPOINT job')
  const undo = client.prepare('ROLLBACK TO job')
  const release = client.prepare('RELEASE job')
  let queue: Job[] = []

  function perform(job: Job): Done {
    savepoint.run()
    try {
      const value = job.work()
      release.run()
      return { value }
    } catch (fault) {
      // A full disk and the like end the whole transaction: then there is nothing to return to, for anybody.
      if (!client.inTransaction) throw fault
      undo.run()
      release.run()
      return fault instanceof Undo ? { value: fault.answer } : { fault }
    }
  }

  function flush(): void {
    const jobs = queue
    queue = []
    if (jobs.length === 0) return
    try {
      begin.run()
      const done = jobs.map(perform)
      commit.run()
      for (const [i, job] of jobs.entries()) settle(job, done[i] as Done)
    } catch (fault) {
      if (client.inTransaction) rollback.run()
      for (const job of jobs) job.reject(fault)
    }
  }

  function write<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (queue.push({ work, resolve, reject }) === 1) setImmediate(flush)
    })
  }

  return { write, flush }
}

function settle(job: Job, done: Done): void {
  if ('fault' in done) job.reject(done.fault)
  else job.resolve(done.value as never)
}
