import type { Use } from '../../db/care.ts'
import { useKey } from '../keys/hash.ts'
import { type AbuseLimit, abuseLimits, numberPrefix } from '../sca/abuse-limits.ts'
import type { Deps } from './deps.ts'
import type { Opened } from './opened.ts'
import { sandboxNumber } from './sandbox-number.ts'

/** Uses of one thing under some limits. In: the limits, what is limited: a number, an id, an address; it is hashed. */
export function countedUses({ config }: Pick<Deps, 'config'>, limits: readonly AbuseLimit[], of: string): Use[] {
  return limits.map((limit) => ({ ...limit, key: useKey(config.keys, limit.name, of) }))
}

/** What one code by email uses up. */
export function emailUses(deps: Pick<Deps, 'config'>, { record }: Pick<Opened, 'record'>): Use[] {
  return countedUses(deps, abuseLimits.emailsOfUser, record.user.id)
}

/** What one text message uses up. The scripted number of the sandbox is outside the limits of numbers. */
export function smsUses(deps: Pick<Deps, 'config'>, { record }: Pick<Opened, 'record'>, number: string): Use[] {
  const scripted = deps.config.mode === 'sandbox' && number === sandboxNumber
  return [
    ...(scripted ? [] : countedUses(deps, abuseLimits.smsOfNumber, number)),
    ...(scripted ? [] : countedUses(deps, abuseLimits.smsOfPrefix, numberPrefix(number))),
    ...countedUses(deps, abuseLimits.smsOfUser, record.user.id),
    ...countedUses(deps, abuseLimits.smsOfPlatform, record.platform.id),
    ...countedUses(deps, abuseLimits.smsInTotal, 'all'),
  ]
}
