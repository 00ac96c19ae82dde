import { createMiddleware } from 'hono/factory'
import { tokenHash } from '../keys/hash.ts'
import type { Deps } from '../session/deps.ts'
import type { ApiEnv } from './env.ts'
import { problem } from './respond.ts'

const bearer = /^Bearer (ak_(?:sandbox|live)_[A-Za-z0-9_-]{43})$/i

/**
 * Finds the platform of the API key. The key is looked up by its hash, so no comparison can be timed; whatever is wrong
 * with it, the answer is the same.
 */
export function authenticate(deps: Deps) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const key = bearer.exec(c.req.header('authorization') ?? '')?.[1]
    const found = key?.startsWith(`ak_${deps.config.mode}_`) ? await deps.store.findPlatformByKey(tokenHash(key)) : null
    if (!found) {
      c.header('www-authenticate', 'Bearer')
      return problem(c, 'unauthorized')
    }
    c.set('platform', found.platform)
    c.set('keyId', found.keyId)
    await next()
  })
}
