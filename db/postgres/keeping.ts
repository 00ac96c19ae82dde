import { desc, gte, sql } from 'drizzle-orm'
import type { Purged } from '../keeping.ts'
import { purgeableUpTo, purgeDay } from '../purge-limits.ts'
import { slot, slots } from '../slots.ts'
import type { Store } from '../store.ts'
import { prepared } from './prepared.ts'
import { purges } from './purges.ts'
import { purgeRecord } from './schema.ts'
import type { Transactions } from './transactions.ts'

const nothing: Purged = { removed: 0, oldest: null, newest: null }

const statements = prepared('keeping', (orm) => ({
  record: orm
    .insert(purgeRecord)
    .values(slots(purgeRecord))
    .onConflictDoUpdate({
      target: [purgeRecord.day, purgeRecord.kind],
      set: {
        removed: sql`${purgeRecord.removed} + excluded.removed`,
        oldest: sql`least(${purgeRecord.oldest}, excluded.oldest)`,
        newest: sql`greatest(${purgeRecord.newest}, excluded.newest)`,
        upTo: sql`greatest(${purgeRecord.upTo}, excluded.up_to)`,
        lastAt: sql`greatest(${purgeRecord.lastAt}, excluded.last_at)`,
      },
    }),
  list: orm
    .select()
    .from(purgeRecord)
    .where(gte(purgeRecord.day, slot('since')))
    .orderBy(desc(purgeRecord.day), desc(purgeRecord.kind)),
}))

/** Lets go of what is over, the oldest first, and keeps count of it. */
export function keeping({ read, write }: Transactions): Pick<Store, 'purge' | 'countOver' | 'listPurges'> {
  return {
    purge: ({ limit, ...wanted }) =>
      write(async (at) => {
        const upTo = purgeableUpTo(wanted)
        const times = await purges[wanted.kind].remove(at, upTo, limit)
        if (times.length === 0) return nothing
        const purged = { removed: times.length, oldest: Math.min(...times), newest: Math.max(...times) }
        const day = { day: purgeDay(wanted.at), kind: wanted.kind, upTo, lastAt: wanted.at }
        await statements(at).record.run({ ...purged, ...day })
        return purged
      }),
    countOver: (kind, upTo, now) =>
      read(async (at) => (await purges[kind].count(at, purgeableUpTo({ kind, upTo, at: now }))) ?? nothing),
    listPurges: (since) => read((at) => statements(at).list.all({ since })),
  }
}
