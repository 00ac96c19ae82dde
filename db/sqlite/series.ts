import { eq } from 'drizzle-orm'
import { noFailures, type Series } from '../../lib/sca/limits.ts'
import type { Store } from '../store.ts'
import type { Database } from './open.ts'
import { attempt } from './schema.ts'
import { slot, slots } from './slots.ts'

type Verbs = Pick<Store, 'reserveTry' | 'changeSeries'>
export type ChangeSeries = <S extends Series | null>(userId: string, change: (series: Series) => S) => S

/** The columns of a series. */
export const seriesColumns = {
  failures: attempt.failures,
  blockedUntil: attempt.blockedUntil,
  permanent: attempt.permanent,
}

/** The series of failed tries of each user; `change` works inside of another verb's transaction. */
export function seriesOfTries({ orm, write }: Database): { verbs: Verbs; change: ChangeSeries } {
  const find = orm
    .select(seriesColumns)
    .from(attempt)
    .where(eq(attempt.userId, slot('userId')))
    .prepare()
  const { userId: _, ...rest } = slots(attempt)
  const put = orm
    .insert(attempt)
    .values(slots(attempt))
    .onConflictDoUpdate({ target: attempt.userId, set: rest })
    .prepare()

  const change: ChangeSeries = (userId, decide) => {
    const before = find.get({ userId }) ?? noFailures
    const after = decide(before)
    // The rules give the same object back when nothing changes.
    if (after !== null && after !== before) put.run({ userId, ...after })
    return after
  }

  return {
    change,
    verbs: {
      reserveTry: (userId, spend) => write(() => change(userId, spend)),
      changeSeries: (userId, decide) => write(() => change(userId, decide)),
    },
  }
}
