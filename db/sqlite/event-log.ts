import { asc, desc, eq } from 'drizzle-orm'
import { isVoid } from '../../lib/sca/history.ts'
import type { Outcome } from '../../lib/sca/words.ts'
import { chainEvents, type Head, toEventRows } from '../chain-events.ts'
import type { EventRow, TimedEvent } from '../store.ts'
import { presentEpoch } from './history.ts'
import type { Database } from './open.ts'
import { session, sessionEvent } from './schema.ts'
import { atMost, slots, sought } from './slots.ts'

/** What a write must know of a session: who it is about, whether it is open, and where its log ends. */
export interface SessionHead extends Head {
  readonly userId: string
  readonly credentialsVersion: number
  readonly outcome: Outcome | null
  /** Of an older epoch. */
  readonly voided: boolean
}

export interface EventLog {
  /** Throws for an unknown session: nobody has an id of one that does not exist. */
  head(sessionId: string): SessionHead
  /** Writes events after `head`. Out: the hash of the last one. */
  append(sessionId: string, head: Head, events: readonly TimedEvent[]): string
  all(sessionId: string): EventRow[]
}

/** The log of each session, inside of the verbs' transactions. */
export function eventLog({ orm }: Database): EventLog {
  const findHead = orm
    .select({
      userId: session.userId,
      credentialsVersion: session.credentialsVersion,
      outcome: session.outcome,
      epoch: session.epoch,
      present: presentEpoch,
      seq: sessionEvent.seq,
      hash: sessionEvent.hash,
    })
    .from(session)
    .innerJoin(sessionEvent, eq(sessionEvent.sessionId, session.id))
    .where(eq(session.id, sought('sessionId')))
    .orderBy(desc(sessionEvent.seq))
    .limit(atMost(1))
    .prepare()
  const insert = orm.insert(sessionEvent).values(slots(sessionEvent)).prepare()
  const all = orm
    .select()
    .from(sessionEvent)
    .where(eq(sessionEvent.sessionId, sought('sessionId')))
    .orderBy(asc(sessionEvent.seq))
    .prepare()

  return {
    head(sessionId) {
      const head = findHead.get({ sessionId })
      if (head === undefined) throw new Error(`There is no session ${sessionId}.`)
      const { epoch, present, ...rest } = head
      return { ...rest, voided: isVoid(epoch, present) }
    },
    append(sessionId, head, events) {
      const rows = chainEvents(sessionId, head, events)
      for (const row of rows) insert.run({ ...row })
      return rows.at(-1)?.hash ?? head.hash
    },
    all: (sessionId) => toEventRows(all.all({ sessionId })),
  }
}
