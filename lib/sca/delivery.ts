import type { SessionEvent } from './events.ts'
import type { Facts } from './facts.ts'

type Report = Extract<SessionEvent, { type: 'sms-code-delivered' | 'sms-code-undelivered' }>

/** What is known of the newest text message: the last report after it was sent, if any. */
function lastReport(events: readonly SessionEvent[]): Report['type'] | null {
  const newest = events.findLast(({ type }) => type === 'sms-code-sent' || isReport(type))
  return newest && isReport(newest.type) ? newest.type : null
}

function isReport(type: SessionEvent['type']): type is Report['type'] {
  return type === 'sms-code-delivered' || type === 'sms-code-undelivered'
}

/**
 * Does a report on the newest text message say anything new? The same twice does not, and what arrived stays arrived: of
 * two gateways that were given it, one may have failed. SMS-31.
 */
export function reportCounts(events: readonly SessionEvent[], delivered: boolean): boolean {
  const known = lastReport(events)
  return known === null || (known === 'sms-code-undelivered' && delivered)
}

/**
 * May the page say that a text message did not arrive? Until one did, also when a new code was asked for, since that is when
 * the page is drawn anew; and only for a number that was confirmed before: of one that was typed just now it would tell
 * whether it exists. SMS-14, SMS-31.
 */
export function showsUndelivered({ staged }: Pick<Facts, 'staged'>, events: readonly SessionEvent[]): boolean {
  return !staged.phone && events.findLast(({ type }) => isReport(type))?.type === 'sms-code-undelivered'
}
