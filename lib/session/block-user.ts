import type { UserRecord } from '../../db/store.ts'
import { blockForGood, type Series } from '../sca/limits.ts'
import { type Actor, actOnUser } from './act-on-user.ts'
import type { Deps } from './deps.ts'
import { endOpenSessions } from './end-open-sessions.ts'
import { aboutUser, tellBlock } from './tell.ts'

/** Blocks a user until the platform lifts it, and ends what is under way. In: the user, why, who asks. */
export async function blockUser(deps: Deps, { user }: UserRecord, reason: string | null, by: Actor): Promise<void> {
  const act = actOnUser(deps, user, by, 'blocked', null, reason)
  await deps.store.changeSeries(user.id, blockForGood, tellBlock(deps, aboutUser(user), act.at), act)
  await endOpenSessions(deps, user.id, 'failed', 'blocked')
}

/**
 * Lifts a block, also one that does not end by itself. The count of failed tries stays: only a complete SCA clears it, so
 * that the next block is no shorter. In: the user, why, who asks.
 */
export async function unblockUser(deps: Deps, { user }: UserRecord, reason: string | null, by: Actor): Promise<void> {
  const act = actOnUser(deps, user, by, 'unblocked', null, reason)
  const lift = (series: Series): Series => ({ ...series, blockedUntil: null, permanent: false })
  await deps.store.changeSeries(user.id, lift, tellBlock(deps, aboutUser(user), act.at), act)
}
