import type { IncomingMessage } from 'node:http'
import { abuseLimits } from '../sca/abuse-limits.ts'
import { allowance } from '../session/allowance.ts'
import type { Deps } from '../session/deps.ts'
import { clientAddress, isLoopback } from './client-address.ts'

/** May this request reach a page? Out: null, or when to come again (epoch ms). */
export type PostLimit = (request: IncomingMessage) => Promise<number | null>

/** Lets each client address press so many buttons a minute (ANT-01). In the sandbox, loopback is left out. */
export function postLimit(deps: Pick<Deps, 'config' | 'store' | 'clock' | 'log'>): PostLimit {
  const { mode, trustedHops } = deps.config
  const allowed = allowance(deps, abuseLimits.postsOfAddress)
  return async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD') return null
    const address = clientAddress(request, trustedHops)
    if (mode === 'sandbox' && isLoopback(address)) return null
    const retryAt = await allowed(address)
    if (retryAt !== null) {
      const proxied = trustedHops === 0 && request.headers['x-forwarded-for'] !== undefined
      const said = proxied
        ? 'too many posts from one address: is ASSENT_TRUSTED_HOPS missing?'
        : 'too many posts from one address'
      deps.log.warn({ proxied }, said)
    }
    return retryAt
  }
}
