import type { UserRecord } from '../../db/store.ts'
import { type Actor, actOnUser } from './act-on-user.ts'
import type { Deps } from './deps.ts'
import { eraseRest } from './erase-rest.ts'
import { isoTime } from './iso-time.ts'

/** What an erasure leaves, for the platform's file. */
export interface ErasedUser {
  /** Stands in sessions and their evidence where the platform's id stood. Nothing else leads from one to the other. */
  readonly pseudonym: string
  readonly erasedAt: string
}

/**
 * Erases a user (PII-04): the data key is shredded, and what it closed with it; credentials, messages, stored answers and
 * notices go. Sessions and their logs stay as evidence under a pseudonym that is drawn, not derived: only who keeps this
 * answer can still find them by user. Open sessions end as cancelled. The user is gone at once; of rows beyond counting the
 * last go a little later (`eraseUnfinished`). In: the user, who asks. Out: null where somebody
 * else erased them first.
 */
export async function eraseUser(deps: Deps, { user }: UserRecord, by: Actor): Promise<ErasedUser | null> {
  const pseudonym = `erased:${deps.random.bytes(16).toString('base64url')}`
  const act = actOnUser(deps, user, by, 'erased')
  const done = await deps.store.eraseUser({ userId: user.id, pseudonym, at: act.at, act })
  if (done !== 'erased') return null
  // What fails now is taken up later, but only this answer names the pseudonym.
  await eraseRest(deps, user.id).catch((error) => {
    deps.log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'erasures failed')
  })
  return { pseudonym, erasedAt: isoTime(act.at) }
}
