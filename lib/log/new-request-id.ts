import type { Random } from '../ports/random.ts'

/** A name for one request: on all its lines of the log, in the header `x-request-id`, and in a problem. */
export function newRequestId(random: Random): string {
  return `req_${random.bytes(12).toString('base64url')}`
}
