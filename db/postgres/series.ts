import { eq } from 'drizzle-orm'
import { noFailures, type Series } from '../../lib/sca/limits.ts'
import { slot, slots } from '../slots.ts'
import type { Store, TellSeries } from '../store.ts'
import { keepAct } from './acts.ts'
import { lockUser } from './lock-user.ts'
import { tell } from './outbox.ts'
import { type Connection, prepared } from './prepared.ts'
import { attempt } from './schema.ts'
import { together } from './together.ts'
import type { Transactions } from './transactions.ts'

/** The columns of a series. */
export const seriesColumns = {
  failures: attempt.failures,
  blockedUntil: attempt.blockedUntil,
  permanent: attempt.permanent,
}

const { userId: _, ...rest } = slots(attempt)
const statements = prepared('series', (orm) => ({
  find: orm
    .select({ ...seriesColumns, warnedAt: attempt.warnedAt })
    .from(attempt)
    .where(eq(attempt.userId, slot('userId'))),
  put: orm.insert(attempt).values(slots(attempt)).onConflictDoUpdate({ target: attempt.userId, set: rest }),
}))

type Found = Series & { readonly warnedAt: number | null }

/** The series of a user. To be read after their lock, in the same flight if need be; undefined: none. */
export function readSeries(at: Connection, userId: string): Promise<Found | undefined> {
  return statements(at).find.get({ userId })
}

/** Changes the series of a user who is locked, inside of a verb's transaction, and writes what is told of it. */
export async function changeSeries<S extends Series | null>(
  at: Connection,
  userId: string,
  decide: (series: Series, warned: boolean) => S,
  tellOf?: TellSeries,
  was?: { readonly series: Found | undefined },
): Promise<S> {
  const { warnedAt = null, ...found } = (was === undefined ? await readSeries(at, userId) : was.series) ?? {}
  const before = 'failures' in found ? found : noFailures
  const after = decide(before, warnedAt !== null)
  // The rules give the same object back when nothing changes.
  if (after === null || after === before) return after
  // A new series is announced anew before it blocks for good.
  statements(at).put.send({ userId, ...after, warnedAt: after.failures === 0 ? null : warnedAt })
  await tell(at, tellOf?.(before, after) ?? [])
  return after
}

/** The series of failed tries of each user. */
export function seriesOfTries({ write }: Transactions): Pick<Store, 'reserveTry' | 'changeSeries'> {
  return {
    reserveTry: (userId, spend, tellOf) =>
      write(async (at) => {
        const [, series] = await together([lockUser(at, { userId }), readSeries(at, userId)])
        return changeSeries(at, userId, spend, tellOf, { series })
      }),
    changeSeries: (userId, decide, tellOf, act) =>
      write(async (at) => {
        const [, series] = await together([lockUser(at, { userId }), readSeries(at, userId)])
        const after = await changeSeries(at, userId, decide, tellOf, { series })
        keepAct(at, act)
        return after
      }),
  }
}
