import type { ApiContext } from './env.ts'
import { type ProblemDetails, problem } from './respond.ts'

/** Trouble passes by itself or is being looked after: longer than a hiccup, shorter than anybody's patience. */
const retryAfterSeconds = 5

/** Answers 409 with `Retry-After`: another request with this Idempotency-Key is under way, or died less than a minute ago. */
export function inFlight(c: ApiContext): Response {
  c.header('retry-after', String(retryAfterSeconds))
  return problem(c, 'idempotency-in-flight')
}

/** Answers 503 with `Retry-After`. */
export function unavailable(c: ApiContext, code: 'unavailable' | 'not-ready', details: ProblemDetails = {}): Response {
  c.header('retry-after', String(retryAfterSeconds))
  return problem(c, code, details)
}
