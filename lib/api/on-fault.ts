import { HTTPException } from 'hono/http-exception'
import { ClaimLost, UnknownCursor } from '../../db/store.ts'
import { troubleOf } from '../../db/trouble.ts'
import type { Deps } from '../session/deps.ts'
import type { ApiContext } from './env.ts'
import { problem } from './respond.ts'
import { inFlight, unavailable } from './unavailable.ts'

/** Turns what was thrown into a problem. A fault is logged with its stack; the caller gets the request id alone. */
export function onFault(deps: Deps) {
  return (fault: Error, c: ApiContext): Response => {
    if (fault instanceof ClaimLost) return inFlight(c)
    if (fault instanceof UnknownCursor) return problem(c, 'invalid-parameter', { at: 'cursor' })
    if (fault instanceof HTTPException && fault.status === 400) return problem(c, 'malformed-json')
    if (fault instanceof HTTPException && fault.status === 415) return problem(c, 'media-type')
    const trouble = troubleOf(fault)
    deps.log.error({ requestId: c.get('requestId'), ...(trouble && { trouble }), fault }, 'api fault')
    return trouble === null ? problem(c, 'internal') : unavailable(c, 'unavailable')
  }
}
