import type { Use } from '../../db/care.ts'
import type { Effect } from '../../db/store.ts'
import { useKey } from '../keys/hash.ts'
import { phoneParts } from '../methods/sms-code/phone-parts.ts'
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

/**
 * What a code uses up until it is used itself: where codes are sent and never used, no more are sent for a while (SMS-12).
 * The scripted number is left out.
 */
function unusedCode(deps: Pick<Deps, 'config'>, number: string): Use[] {
  if (isScripted(deps, number)) return []
  return [
    ...countedUses(deps, abuseLimits.smsUnusedOfPrefix, numberPrefix(number)),
    ...countedUses(deps, abuseLimits.smsUnusedOfCountry, phoneParts(number).country),
  ]
}

/** A code by SMS was used: what it used up is given back. In: the number, when. */
export function codeUsed(deps: Pick<Deps, 'config'>, number: string, at: number): Effect[] {
  return givenBack(unusedCode(deps, number), at)
}

/** Gives uses back. */
export function givenBack(uses: readonly Use[], at: number): Effect[] {
  if (uses.length === 0) return []
  return [{ do: 'count-uses', uses: uses.map((use) => ({ ...use, amount: -(use.amount ?? 1) })), at }]
}

function isScripted({ config }: Pick<Deps, 'config'>, number: string): boolean {
  return config.mode === 'sandbox' && number === sandboxNumber
}

/** What one text message uses up. The scripted number of the sandbox is outside the limits of numbers. */
export function smsUses(deps: Pick<Deps, 'config'>, { record }: Pick<Opened, 'record'>, number: string): Use[] {
  const scripted = isScripted(deps, number)
  return [
    ...(scripted ? [] : countedUses(deps, abuseLimits.smsOfNumber, number)),
    ...(scripted ? [] : countedUses(deps, abuseLimits.smsOfPrefix, numberPrefix(number))),
    ...unusedCode(deps, number),
    ...countedUses(deps, abuseLimits.smsOfUser, record.user.id),
    ...countedUses(deps, abuseLimits.smsOfPlatform, record.platform.id),
    ...countedUses(deps, abuseLimits.smsInTotal, 'all'),
  ]
}
