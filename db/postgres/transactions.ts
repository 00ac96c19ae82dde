import { drizzle } from 'drizzle-orm/node-postgres'
import type { Pool, PoolClient } from 'pg'
import type { Random } from '../../lib/ports/random.ts'
import { DatabaseUnavailable, explained, StatementRefused } from './faults.ts'
import { inOneWrite } from './in-one-write.ts'
import type { Connection } from './prepared.ts'
import { together } from './together.ts'

/** Thrown inside of work: undoes what the work wrote, and is its answer. */
export class Undo extends Error {
  readonly answer: unknown
  constructor(answer: unknown) {
    super(`undone: ${String(answer)}`)
    this.answer = answer
  }
}

/** Thrown inside of work whose ground was taken away by another: undoes what it wrote, and it is begun anew. */
export class Again extends Error {}

type Work<T> = (at: Connection) => Promise<T>

/** A connection with what is known of its transaction. */
interface Kept extends Connection {
  begun: Promise<void> | null
  /** Whether a write waits for the answer to BEGIN: then what is called after it waits, too. */
  holding: boolean
  readonly listeners: (() => void)[]
  readonly sent: Promise<unknown>[]
}

export interface Transactions {
  readonly pool: object
  /** Runs work in a write transaction, and resolves once it is durable. Work may run again, and is pure but for what it writes. */
  readonly write: <T>(work: Work<T>) => Promise<T>
  /** Runs one statement, which is a snapshot by itself. */
  readonly read: <T>(work: Work<T>) => Promise<T>
  /** Reads several statements as one snapshot. */
  readonly snapshot: <T>(work: Work<T>) => Promise<T>
  /** Resolves when all that was begun is done. */
  readonly settled: () => Promise<void>
}

/** What waiting before another try needs. */
export interface Retry {
  readonly random: Pick<Random, 'below'>
  readonly pause: (ms: number) => Promise<void>
}

const tries = 8
const firstPauseMs = 4
/** What every statement is told after one that was refused. */
const over = '25P02'
/** Serialisation failure and deadlock: PostgreSQL undid the transaction, and says that it may go well the next time. */
const passing = /^(40001|40P01)$/

/**
 * Transactions on the connections of a pool. In: the pool, what must be done before the first use, and with each connection
 * before its own; how to wait.
 */
export function transactions(
  pool: Pool,
  ready: () => Promise<void>,
  meet: (client: PoolClient) => Promise<void>,
  { random, pause }: Retry,
): Transactions {
  const connections = new WeakMap<PoolClient, Kept>()

  function connectionOf(client: PoolClient): Kept {
    const known = connections.get(client)
    if (known !== undefined) return known
    const made: Kept = {
      ...{ orm: drizzle(client), client, pool, begun: null, holding: false, listeners: [], sent: [] },
      before: (next) => {
        inOneWrite(client)
        made.holding ||= next === 'write'
        return made.holding ? made.begun : null
      },
      unwaited: (write) => {
        // Whoever commits asks how it went; whoever goes back does not.
        write.catch(nothing)
        made.sent.push(write)
      },
      afterCommit: (listener) => void made.listeners.push(listener),
    }
    connections.set(client, made)
    return made
  }

  const underWay = new Set<Promise<unknown>>()
  /** Keeps a verb in mind until it is done. */
  function kept<T>(verb: Promise<T>): Promise<T> {
    const done = verb.then(nothing, nothing).then(() => void underWay.delete(done))
    underWay.add(done)
    return verb
  }

  async function connected<T>(use: (client: PoolClient) => Promise<T>): Promise<T> {
    await ready()
    const client = await pool.connect().catch((fault) => Promise.reject(explained(fault)))
    let broken = false
    try {
      if (!connections.has(client)) await meet(client)
      return await use(client)
    } catch (fault) {
      broken = fault instanceof DatabaseUnavailable
      throw fault
    } finally {
      // A connection of which we do not know what it is doing is of no use to anybody.
      client.release(broken)
    }
  }

  /**
   * A wait for the network is the dearest part of a short transaction. So BEGIN goes with the first question, and COMMIT with
   * the writes that nobody waits for: the database takes them one after another, and one that it refuses makes the COMMIT
   * after it a rollback.
   */
  async function inside<T>(client: PoolClient, begin: string, work: Work<T>): Promise<T> {
    const at = connectionOf(client)
    at.listeners.length = 0
    at.sent.length = 0
    at.holding = false
    const begun = say(client, begin)
    at.begun = begun
    begun.then(() => {
      at.begun = null
    }, nothing)
    try {
      const value = await work(at)
      await begun
      await together([...at.sent, say(client, 'commit')])
      for (const listener of at.listeners) listener()
      return value
    } catch (fault) {
      if (fault instanceof DatabaseUnavailable) throw fault
      // What waits for BEGIN is sent before it is undone, not after, when it would be by itself.
      await begun.catch(nothing)
      await say(client, 'rollback')
      // Told only that the transaction was over, work did not wait for what ended it.
      if (fault instanceof StatementRefused && fault.code === over) await together(at.sent)
      throw fault
    } finally {
      at.begun = null
    }
  }

  async function write<T>(work: Work<T>): Promise<T> {
    for (let done = 1; ; done += 1) {
      try {
        return await connected((client) => inside(client, 'begin isolation level read committed', work))
      } catch (fault) {
        if (fault instanceof Undo) return fault.answer as T
        const again = fault instanceof Again || (fault instanceof StatementRefused && passing.test(fault.code))
        if (!again || done === tries) throw fault
        // Twice as long each time, and never as long as the other one.
        const most = firstPauseMs * 2 ** done
        await pause(most / 2 + random.below(most))
      }
    }
  }

  return {
    pool,
    write: (work) => kept(write(work)),
    read: (work) => kept(connected((client) => work(connectionOf(client)))),
    snapshot: (work) =>
      kept(connected((client) => inside(client, 'begin isolation level repeatable read read only', work))),
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

async function say(client: PoolClient, words: string): Promise<void> {
  inOneWrite(client)
  const { command } = await client.query(words).catch((fault) => Promise.reject(explained(fault)))
  // A transaction that failed before answers a commit like this.
  if (words === 'commit' && command === 'ROLLBACK') throw new Error('The database undid a transaction by itself.')
}

function nothing(): void {
  // How it went is of no interest here.
}
