import { and, asc, eq, gt, isNull, lt, max, type SQL, sql } from 'drizzle-orm'
import { judgeHistory } from '../../lib/sca/history.ts'
import { slot, slots } from '../slots.ts'
import type { HistoryVerbs } from '../store.ts'
import type { PlaceWatch } from './place.ts'
import { type Connection, prepared } from './prepared.ts'
import { epoch, history, session } from './schema.ts'
import type { Transactions } from './transactions.ts'

/** The number of the present epoch, within a statement. */
export const presentEpoch: SQL<number> = sql<number>`(select max(${epoch.number}) from ${epoch})`.mapWith(Number)

/**
 * What gives a database that was just made its lineage and first epoch. Who is later than another finds them there.
 */
export const beginHistory = [
  `insert into history (id, lineage, mark, marked_at)
    values (1, replace(gen_random_uuid()::text, '-', ''), 0, 0)
    on conflict do nothing`,
  `insert into epoch (number, reason, began_at) values (1, 'first', (extract(epoch from now()) * 1000)::bigint)
    on conflict do nothing`,
]

const ofTheRow = eq(history.id, 1)
const statements = prepared('history', (orm) => ({
  // Marks are given one after another.
  lock: orm.select().from(history).where(ofTheRow).for('update'),
  set: orm
    .update(history)
    .set({ mark: slot('mark'), markedAt: slot('markedAt') })
    .where(ofTheRow),
  present: orm.select({ number: max(epoch.number) }).from(epoch),
  // A connection that found another server begins one without the lock.
  begin: orm.insert(epoch).values(slots(epoch)).onConflictDoNothing(),
  epochs: orm.select().from(epoch).orderBy(asc(epoch.number)),
  voided: orm
    .select()
    .from(session)
    .where(and(isNull(session.endedAt), gt(session.expiresAt, slot('now')), lt(session.epoch, presentEpoch)))
    .orderBy(asc(session.expiresAt), asc(session.id))
    .limit(slot('limit') as never),
}))

/**
 * The history of this database. Nothing is remembered outside of the servers: a failover happens under servers that go on.
 * In: what looks whether a connection still leads to the same server.
 */
export function histories({ read, write }: Transactions, place: PlaceWatch): HistoryVerbs {
  return {
    markHistory: async (now, remembered) => {
      // A proxy between may have led a connection elsewhere that is not new.
      await read((at) => place.look(at.client))
      return write(async (at) => {
        const { lineage, mark, markedAt, number } = await locked(at)
        const known = { lineage, epoch: number, mark, knownUntil: markedAt }
        const verdict = judgeHistory(remembered, known)
        if (verdict === 'went-back') return { ...known, verdict }
        // Never taken back: a clock that was wrong is noticed by what it has written.
        await statements(at).set.run({ mark: mark + 1, markedAt: Math.max(markedAt, now) })
        return { ...known, mark: mark + 1, verdict }
      })
    },
    rememberMark: async () => undefined,
    recallMark: async () => null,
    epochMet: place.met,
    beginEpoch: ({ after, atLeast, reason, at: beganAt, knownUntil }) =>
      write(async (at) => {
        const { mark, markedAt, number } = await locked(at)
        if (number !== after) return 'already'
        const next = Math.max(after + 1, atLeast)
        const known = knownUntil ?? markedAt
        const row = { number: next, reason, beganAt, knownUntil: known, place: null }
        if ((await statements(at).begin.run(row)) === 0) return 'already'
        // Nothing of the old epoch counts any more, so neither does a clock that was ahead in it.
        await statements(at).set.run({ mark, markedAt: beganAt })
        return 'begun'
      }),
    listEpochs: () => read((at) => statements(at).epochs.all()),
    listVoid: (now, limit) => read((at) => statements(at).voided.all({ now, limit })),
  }
}

async function locked(at: Connection) {
  const found = await statements(at).lock.get()
  const number = (await statements(at).present.get())?.number
  if (found === undefined || typeof number !== 'number') throw new Error('The database does not know its history.')
  return { ...found, number }
}
