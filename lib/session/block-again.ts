import type { UserRow } from '../../db/store.ts'
import { blocked, type Series } from '../sca/limits.ts'
import { actOnUser } from './act-on-user.ts'
import type { Deps } from './deps.ts'
import { endOpenSessions } from './end-open-sessions.ts'
import { aboutUser, tellBlock } from './tell.ts'

/**
 * Blocks a user as before a restore: only what would still hold and was not lifted since, and never shorter than what there
 * is. In: the series as it was, and since when; the time. Out: whether the block was missing.
 */
export async function blockAgain(
  deps: Deps,
  user: UserRow,
  { series: was, at }: { readonly series: Series; readonly at: number },
  now: number,
): Promise<boolean> {
  if (!blocked(was, now) || (await liftedSince(deps, user, at))) return false
  let missing = false
  const raise = (is: Series): Series => {
    const until = Math.max(is.blockedUntil ?? 0, was.blockedUntil ?? 0)
    const raised: Series = {
      failures: Math.max(is.failures, was.failures),
      blockedUntil: until === 0 ? null : until,
      permanent: is.permanent || was.permanent,
    }
    missing = raised.permanent !== is.permanent || raised.blockedUntil !== is.blockedUntil
    return missing ? raised : is
  }
  await deps.store.changeSeries(user.id, raise, tellBlock(deps, aboutUser(user), now))
  if (!missing) return false
  await deps.store.addAct(actOnUser(deps, user, 'restore', 'blocked'))
  await endOpenSessions(deps, user.id, 'failed', 'blocked')
  return true
}

/** By whom it was lifted may have remembered that elsewhere: the database knows. */
async function liftedSince({ store }: Deps, { id }: UserRow, at: number): Promise<boolean> {
  return (await store.listActs(id)).some((act) => act.did === 'unblocked' && act.at >= at)
}
