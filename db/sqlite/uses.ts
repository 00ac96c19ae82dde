import { eq } from 'drizzle-orm'
import type { LimitReached, Use } from '../care.ts'
import { judgeUse } from '../judge-uses.ts'
import type { Store } from '../store.ts'
import type { Database } from './open.ts'
import { useCount } from './schema.ts'
import { slots, sought } from './slots.ts'
import { Undo } from './write-queue.ts'

/** Counts uses inside of another verb's transaction. Throws `Undo` with the limit that is reached. */
export type CountUses = (uses: readonly Use[], now: number) => void

/** Counters against abuse. */
export function counters({ orm, write }: Database): {
  verbs: Pick<Store, 'countUses'>
  count: CountUses
} {
  const find = orm
    .select({ count: useCount.count, expiresAt: useCount.expiresAt })
    .from(useCount)
    .where(eq(useCount.key, sought('key')))
    .prepare()
  const { key: _, ...rest } = slots(useCount)
  const put = orm
    .insert(useCount)
    .values(slots(useCount))
    .onConflictDoUpdate({ target: useCount.key, set: rest })
    .prepare()

  const count: CountUses = (uses, now) => {
    for (const use of uses) {
      const counted = judgeUse(find.get({ key: use.key }) ?? null, use, now)
      if ('limit' in counted) throw new Undo(counted satisfies LimitReached)
      put.run({ key: use.key, ...counted })
    }
  }

  return {
    count,
    verbs: {
      countUses: (uses, now) =>
        write<LimitReached | null>(() => {
          count(uses, now)
          return null
        }),
    },
  }
}
