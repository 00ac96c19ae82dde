import type { ActRow } from '../../db/care.ts'
import type { UserRow } from '../../db/store.ts'
import { openVault } from '../keys/vault.ts'
import type { Deps } from './deps.ts'
import { newId } from './new-id.ts'

/** Who does something to an account: an API key of its platform, the operator at the command line, or a server after a restore. */
export type Actor = `key:${string}` | 'operator' | 'restore'

/** Longest reason that is kept. */
export const longestReason = 500

/**
 * The audit of something done to an account. In: the user, who did what, to which factor or source, and why. Out: the
 * row; the reason is sealed, because people write names into such fields.
 */
export function actOnUser(
  { config, clock, random }: Pick<Deps, 'config' | 'clock' | 'random'>,
  user: Pick<UserRow, 'id' | 'dataKeyWrapped'>,
  by: Actor | 'user',
  did: ActRow['did'],
  what: string | null = null,
  reason: string | null = null,
): ActRow {
  const reasonSealed = reason === null ? null : openVault(config.keys, user).seal('reason', reason)
  const at = clock.now()
  return { id: newId(random, 'act', at), userId: user.id, at, by, did, what, reasonSealed }
}
