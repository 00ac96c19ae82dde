import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { and, asc, gt, isNull, lt, max, type SQL, sql } from 'drizzle-orm'
import { judgeHistory, type Mark } from '../../lib/sca/history.ts'
import type { HistoryVerbs } from '../store.ts'
import type { Database } from './open.ts'
import { epoch, history, session } from './schema.ts'
import { atMost, slot, slots, sought } from './slots.ts'

/** The number of the present epoch, within a statement. */
export const presentEpoch: SQL<number> = sql<number>`(select max(${epoch.number}) from ${epoch})`

/**
 * The history of this database. In: the file beside it that remembers the last mark, null for a database in memory;
 * whether this is the server, which alone writes there.
 */
export function histories({ orm, write }: Database, memory: string | null, server: boolean): HistoryVerbs {
  // The one row.
  const ofTheRow = sql`${history.id} = 1`
  const find = orm.select().from(history).where(ofTheRow).prepare()
  const set = orm
    .update(history)
    .set({ mark: slot('mark'), markedAt: slot('markedAt') })
    .where(ofTheRow)
    .prepare()
  const present = orm
    .select({ number: max(epoch.number) })
    .from(epoch)
    .prepare()
  const begin = orm.insert(epoch).values(slots(epoch)).prepare()
  const epochs = orm.select().from(epoch).orderBy(asc(epoch.number)).prepare()
  const voided = orm
    .select()
    .from(session)
    .where(and(isNull(session.endedAt), gt(session.expiresAt, sought('now')), lt(session.epoch, presentEpoch)))
    .orderBy(asc(session.expiresAt), asc(session.id))
    .limit(atMost('limit'))
    .prepare()

  function row() {
    const found = find.get()
    const number = present.get()?.number
    if (found === undefined || typeof number !== 'number') throw new Error('The database does not know its history.')
    return { ...found, number }
  }

  return {
    markHistory: (now, remembered) =>
      write(() => {
        const { lineage, mark, markedAt, number } = row()
        const known = { lineage, epoch: number, mark, knownUntil: markedAt }
        const verdict = judgeHistory(remembered, known)
        if (verdict === 'went-back') return { ...known, verdict }
        // Never taken back: a clock that was wrong is noticed by what it has written.
        set.run({ mark: mark + 1, markedAt: Math.max(markedAt, now) })
        return { ...known, mark: mark + 1, verdict }
      }),
    rememberMark: async (mark) => {
      if (memory !== null && server) remember(memory, mark)
    },
    recallMark: async () => (memory === null ? null : recall(memory)),
    epochMet: () => null,
    beginEpoch: ({ after, atLeast, reason, at, knownUntil }) =>
      write(() => {
        const { mark, markedAt, number } = row()
        if (number !== after) return 'already'
        const next = Math.max(after + 1, atLeast)
        begin.run({ number: next, reason, beganAt: at, knownUntil: knownUntil ?? markedAt, place: null })
        // Nothing of the old epoch counts any more, so neither does a clock that was ahead in it.
        set.run({ mark, markedAt: at })
        return 'begun'
      }),
    listEpochs: async () => epochs.all(),
    listVoid: async (now, limit) => voided.all({ now, limit }),
  }
}

/** Whole or not at all, whenever the process dies. */
function remember(file: string, { lineage, epoch, mark }: Mark): void {
  writeFileSync(`${file}.new`, JSON.stringify({ lineage, epoch, mark }))
  renameSync(`${file}.new`, file)
}

/** A file that cannot be read remembers nothing. */
function recall(file: string): Mark | null {
  if (!existsSync(file)) return null
  try {
    const { lineage, epoch, mark } = JSON.parse(readFileSync(file, 'utf8'))
    return typeof lineage === 'string' && Number.isInteger(epoch) && Number.isInteger(mark)
      ? { lineage, epoch, mark }
      : null
  } catch {
    return null
  }
}
