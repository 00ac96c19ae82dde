import type { EpochRow, UserRecord } from '../../db/store.ts'
import { tokenHash } from '../keys/hash.ts'
import type { Method } from '../sca/words.ts'
import { blockAgain } from './block-again.ts'
import type { Deps } from './deps.ts'
import { passkeyFactorId } from './factor-list.ts'
import { takeFactorsAgain } from './revoke-again.ts'

/** What a platform was told of a user by webhook, as far as it protects somebody. */
export interface Told {
  /** Epoch milliseconds. */
  readonly at: number
  readonly userId: string
  readonly what:
    | { readonly factor: Method }
    /** Epoch milliseconds; null: until it is lifted. */
    | { readonly blockedUntil: number | null }
    | { readonly unblocked: true }
}

/** Marks are written every two seconds, by clocks that differ by no more than five. */
const slackMs = 10_000

/**
 * Does again what a platform was told in the time that an epoch lost: factors that were removed or replaced go, blocks that
 * would still hold begin. In: the platform's id, the epoch, what it was told, oldest first. Out: how much was missing.
 */
export async function revokeTold(
  deps: Deps,
  platformId: string,
  { beganAt, knownUntil }: Pick<EpochRow, 'beganAt' | 'knownUntil'>,
  told: readonly Told[],
): Promise<number> {
  let count = 0
  const within = told.filter(({ at }) => at >= (knownUntil ?? 0) - slackMs && at <= beganAt + slackMs)
  for (const [index, { userId, what, at }] of within.entries()) {
    const record = await deps.store.findUser(platformId, userId)
    if (record === null) continue
    if ('factor' in what) count += await take(deps, record, what.factor, `${userId} ${what.factor} ${at}`, beganAt)
    if (!('blockedUntil' in what)) continue
    const later = within.slice(index + 1).some((next) => next.userId === userId && !('factor' in next.what))
    const { blockedUntil } = what
    const series = { failures: record.series.failures, blockedUntil, permanent: blockedUntil === null }
    if (!later && (await blockAgain(deps, record.user, { series, at }, deps.clock.now()))) count += 1
  }
  return count
}

/** What was made since the epoch began is nothing that was revived. A message does not say which passkey: all of them go. */
async function take(
  deps: Deps,
  { user, credentials }: UserRecord,
  method: Method,
  event: string,
  beganAt: number,
): Promise<number> {
  const id = (of: string) => `told:${tokenHash(`${user.id} ${event} ${of}`).slice(0, 32)}`
  const revived = (row: { readonly createdAt: number } | null) => row !== null && row.createdAt <= beganAt
  if (method !== 'passkey') {
    if (!revived(credentials[method])) return 0
    return (await takeFactorsAgain(deps, user, { methods: [method] }, id(method), null)) === 'missing' ? 1 : 0
  }
  let taken = 0
  for (const { credentialId } of credentials.passkeys.filter(revived)) {
    const which = { passkey: credentialId }
    if ((await takeFactorsAgain(deps, user, which, id(passkeyFactorId(credentialId)), null)) === 'missing') taken += 1
  }
  return taken
}
