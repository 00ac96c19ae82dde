import type { SmsFailure } from '../../ports/sms-sender.ts'

/** Twilio's codes for a number that cannot be reached, or does not want to be. */
const aboutTheNumber = new Set([21211, 21214, 21217, 21265, 21610, 21612, 21614])
/** Its codes for being asked too much. */
const tooMuch = new Set([14107, 20429, 21611])
/** Faults before anything was sent. */
const nothingLeft = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EPROTO'])

/**
 * What a fault of the library means. In: what it threw: an answer of Twilio with `status` and `code`, or a fault of the
 * network. Out: the failure; where the message may have left, `unanswered`.
 */
export function twilioFailure(fault: unknown): SmsFailure {
  const { status, code } = (fault ?? {}) as { status?: unknown; code?: unknown }
  if (typeof status !== 'number') return beforeAnything(code) ? 'try-later' : 'unanswered'
  if (typeof code === 'number' && aboutTheNumber.has(code)) return 'number-refused'
  if (status === 429 || status === 503 || (typeof code === 'number' && tooMuch.has(code))) return 'try-later'
  if (status >= 500) return 'unanswered'
  return status === 401 || status === 403 || status === 404 ? 'misconfigured' : 'rejected'
}

function beforeAnything(code: unknown): boolean {
  return typeof code === 'string' && (nothingLeft.has(code) || /CERT|SELF_SIGNED|ISSUER/.test(code))
}
