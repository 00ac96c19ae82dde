import { returnAddress } from '../sca/back-address.ts'
import type { SessionStatus } from '../sca/words.ts'
import type { Deps } from './deps.ts'
import type { Opened } from './opened.ts'

/**
 * The way back to the platform. The return URL of the mint comes first, then the registered one that the browser brought
 * and the claim bound, then the platform's first. In: the status that it tells; whether the platform's `state` goes along.
 * Out: the address with `sessionId status state iss`, or null.
 */
export function returnHref(deps: Deps, opened: Opened, status: SessionStatus, withState = true): string | null {
  const { session, platform, events } = opened.record
  const bound = events.find(({ event }) => event.type === 'return-url-bound')?.event
  const brought = bound?.type === 'return-url-bound' ? bound.returnUrl : null
  const base = session.returnUrl ?? brought ?? platform.returnUrls[0]
  if (!base) return null
  const state = withState ? session.state : null
  return returnAddress(base, { sessionId: session.id, status, state, iss: deps.config.origin })
}
