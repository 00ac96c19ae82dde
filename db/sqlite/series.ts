import { eq } from 'drizzle-orm'
import { noFailures, type Series } from '../../lib/sca/limits.ts'
import type { Store, TellSeries } from '../store.ts'
import type { KeepAct } from './acts.ts'
import type { Database } from './open.ts'
import type { Tell } from './outbox.ts'
import { attempt } from './schema.ts'
import { slots, sought } from './slots.ts'

type Verbs = Pick<Store, 'reserveTry' | 'changeSeries'>
export type ChangeSeries = <S extends Series | null>(
  userId: string,
  change: (series: Series, warned: boolean) => S,
  tellOf?: TellSeries,
) => S

/** The columns of a series. */
export const seriesColumns = {
  failures: attempt.failures,
  blockedUntil: attempt.blockedUntil,
  permanent: attempt.permanent,
}

/** The series of failed tries of each user; `change` works inside of another verb's transaction. */
export function seriesOfTries(
  { orm, write }: Database,
  tell: Tell,
  keepAct: KeepAct,
): { verbs: Verbs; change: ChangeSeries } {
  const find = orm
    .select({ ...seriesColumns, warnedAt: attempt.warnedAt })
    .from(attempt)
    .where(eq(attempt.userId, sought('userId')))
    .prepare()
  const { userId: _, ...rest } = slots(attempt)
  const put = orm
    .insert(attempt)
    .values(slots(attempt))
    .onConflictDoUpdate({ target: attempt.userId, set: rest })
    .prepare()

  const change: ChangeSeries = (userId, decide, tellOf) => {
    const { warnedAt = null, ...found } = find.get({ userId }) ?? {}
    const before = 'failures' in found ? found : noFailures
    const after = decide(before, warnedAt !== null)
    // The rules give the same object back when nothing changes.
    if (after === null || after === before) return after
    // A new series is announced anew before it blocks for good.
    put.run({ userId, ...after, warnedAt: after.failures === 0 ? null : warnedAt })
    tell(tellOf?.(before, after) ?? [])
    return after
  }

  return {
    change,
    verbs: {
      reserveTry: (userId, spend, tellOf) => write(() => change(userId, spend, tellOf)),
      changeSeries: (userId, decide, tellOf, act) =>
        write(() => {
          const after = change(userId, decide, tellOf)
          keepAct(act)
          return after
        }),
    },
  }
}
