import type { HttpBindings } from '@hono/node-server'
import { createMiddleware } from 'hono/factory'
import { tokenHash } from '../keys/hash.ts'
import type { Deps } from '../session/deps.ts'
import { addressAllowed } from './address-allowed.ts'
import { callerAddress } from './caller-address.ts'
import type { ApiContext, ApiEnv } from './env.ts'
import { problem } from './respond.ts'
import { scopeOf } from './scope-of.ts'

const bearer = /^Bearer (ak_(?:sandbox|live)_[A-Za-z0-9_-]{43})$/i

/** When a key was used last is written down to the hour, so that it costs a write an hour. */
const noteUseEveryMs = 3_600_000

/**
 * Finds the platform of the API key, and whether the key may make this call from here. The key is looked up by its hash, so
 * no comparison can be timed; whatever is wrong with it, the answer is the same. API-01.
 */
export function authenticate(deps: Deps) {
  const noted = new Map<string, number>()

  /** Beside the call: what is not written now is with the next one. */
  function noteUse(keyId: string, lastUsedAt: number | null): void {
    const now = deps.clock.now()
    if (now - Math.max(lastUsedAt ?? 0, noted.get(keyId) ?? 0) < noteUseEveryMs) return
    noted.set(keyId, now)
    deps.store.noteKeyUse(keyId, now).catch(() => noted.delete(keyId))
  }

  return createMiddleware<ApiEnv>(async (c, next) => {
    const key = bearer.exec(c.req.header('authorization') ?? '')?.[1]
    const found = key?.startsWith(`ak_${deps.config.mode}_`) ? await deps.store.findPlatformByKey(tokenHash(key)) : null
    if (!found) {
      c.header('www-authenticate', 'Bearer')
      return problem(c, 'unauthorized')
    }
    c.set('platform', found.platform)
    c.set('keyId', found.keyId)
    if (found.addresses.length > 0 && !addressAllowed(addressOf(c, deps.config.trustedHops), found.addresses)) {
      return problem(c, 'address-not-allowed')
    }
    const scope = scopeOf(c.req.method, c.req.path)
    if (!found.scopes.includes(scope)) return problem(c, 'scope-missing', { scope })
    noteUse(found.keyId, found.lastUsedAt)
    await next()
  })
}

/** Empty where nobody knows it, which is in no network. */
function addressOf(c: ApiContext, trustedHops: number): string {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>
  return incoming === undefined ? '' : callerAddress(incoming, trustedHops)
}
