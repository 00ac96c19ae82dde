import { HTTPException } from 'hono/http-exception'
import { ClaimLost, UnknownCursor } from '../../db/store.ts'
import type { Deps } from '../session/deps.ts'
import type { ApiContext } from './env.ts'
import { problem } from './respond.ts'

/** Turns what was thrown into a problem. A fault is logged with its stack; the caller gets the request id alone. */
export function onFault(deps: Deps) {
  return (fault: Error, c: ApiContext): Response => {
    if (fault instanceof ClaimLost) return problem(c, 'idempotency-in-flight')
    if (fault instanceof UnknownCursor) return problem(c, 'invalid-parameter', { at: 'cursor' })
    if (fault instanceof HTTPException && fault.status === 400) return problem(c, 'malformed-json')
    if (fault instanceof HTTPException && fault.status === 415) return problem(c, 'media-type')
    deps.log.error({ requestId: c.get('requestId'), fault }, 'api fault')
    return problem(c, 'internal')
  }
}
