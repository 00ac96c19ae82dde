import { eq } from 'drizzle-orm'
import type { LimitReached, Use } from '../care.ts'
import { type Counter, judgeUse } from '../judge-uses.ts'
import { slot, slots } from '../slots.ts'
import type { Store } from '../store.ts'
import { type Connection, prepared } from './prepared.ts'
import { useCount } from './schema.ts'
import { together } from './together.ts'
import { Again, type Transactions, Undo } from './transactions.ts'

const ofKey = eq(useCount.key, slot('key'))
const statements = prepared('uses', (orm) => ({
  find: orm.select({ count: useCount.count, expiresAt: useCount.expiresAt }).from(useCount).where(ofKey).for('update'),
  begin: orm.insert(useCount).values(slots(useCount)).onConflictDoNothing(),
  put: orm
    .update(useCount)
    .set({ count: slot('count'), expiresAt: slot('expiresAt') })
    .where(ofKey),
}))

/** A counter that was never used: its window is over, so the next use begins one. */
const unused: Counter = { count: 0, expiresAt: 0 }

/** Counts uses inside of another verb's transaction. Throws `Undo` with the limit that is reached. */
export async function countUses(at: Connection, uses: readonly Use[], now: number): Promise<void> {
  const counters = new Map<string, Counter>()
  // Always in the same order, so that two who count the same never wait for each other.
  const keys = [...new Set(uses.map((use) => use.key))].sort()
  const found = await together(keys.map((key) => locked(at, key)))
  for (const [nth, key] of keys.entries()) counters.set(key, found[nth] ?? unused)
  for (const use of uses) {
    const counted = judgeUse(counters.get(use.key) ?? null, use, now)
    if ('limit' in counted) throw new Undo(counted satisfies LimitReached)
    counters.set(use.key, counted)
  }
  for (const [key, counter] of counters) statements(at).put.send({ key, ...counter })
}

/** Begins where there is none, then locks: both at once, so that all counters are one wait and still in order. */
async function locked(at: Connection, key: string): Promise<Counter> {
  const { find, begin } = statements(at)
  begin.send({ key, ...unused })
  const made = await find.get({ key })
  // Swept away in between.
  if (made === undefined) throw new Again()
  return made
}

/** Counters against abuse. */
export function counters({ write }: Transactions): Pick<Store, 'countUses'> {
  return {
    countUses: (uses, now) =>
      write<LimitReached | null>(async (at) => {
        await countUses(at, uses, now)
        return null
      }),
  }
}
