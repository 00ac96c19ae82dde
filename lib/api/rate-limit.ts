import { createMiddleware } from 'hono/factory'
import { allowance } from '../session/allowance.ts'
import type { Deps } from '../session/deps.ts'
import type { ApiEnv } from './env.ts'
import { problem } from './respond.ts'
import { retryAfter } from './retry-after.ts'

/** Lets each API key make so many calls a minute, over all instances (ANT-01). */
export function rateLimit(deps: Deps) {
  const { apiCallsPerMinute: limit } = deps.config
  const allowed = allowance(deps, { name: 'api-key-minute', limit, windowMs: 60_000 })
  return createMiddleware<ApiEnv>(async (c, next) => {
    const retryAt = await allowed(c.get('keyId'))
    if (retryAt === null) return next()
    return problem(c, 'too-many-requests', retryAfter(c, retryAt, deps.clock.now()))
  })
}
