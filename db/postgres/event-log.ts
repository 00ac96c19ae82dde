import { desc, eq } from 'drizzle-orm'
import { isVoid } from '../../lib/sca/history.ts'
import type { Outcome } from '../../lib/sca/words.ts'
import { chainEvents, type Head } from '../chain-events.ts'
import { slot, slots } from '../slots.ts'
import type { TimedEvent } from '../store.ts'
import { presentEpoch } from './history.ts'
import { type Connection, prepared } from './prepared.ts'
import { session, sessionEvent } from './schema.ts'

/** What a write must know of a session: who it is about, whether it is open, and where its log ends. */
export interface SessionHead extends Head {
  readonly userId: string
  readonly credentialsVersion: number
  readonly outcome: Outcome | null
  /** Of an older epoch. */
  readonly voided: boolean
}

const statements = prepared('log', (orm) => ({
  head: orm
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
    .where(eq(session.id, slot('sessionId')))
    .orderBy(desc(sessionEvent.seq))
    .limit(1),
  insert: orm.insert(sessionEvent).values(slots(sessionEvent)),
}))

/** The head of a session whose user is locked. Throws for an unknown session: nobody has an id of one that does not exist. */
export async function headOf(at: Connection, sessionId: string): Promise<SessionHead> {
  const head = await statements(at).head.get({ sessionId })
  if (head === undefined) throw new Error(`There is no session ${sessionId}.`)
  const { epoch, present, ...rest } = head
  return { ...rest, voided: isVoid(epoch, present) }
}

/** Writes events after `head`. Out: the hash of the last one. */
export function appendEvents(at: Connection, sessionId: string, head: Head, events: readonly TimedEvent[]): string {
  const rows = chainEvents(sessionId, head, events)
  for (const row of rows) statements(at).insert.send({ ...row })
  return rows.at(-1)?.hash ?? head.hash
}
