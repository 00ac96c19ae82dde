import { createMiddleware } from 'hono/factory'
import type { Readiness } from '../readiness/readiness.ts'
import type { ApiEnv } from './env.ts'
import { unavailable } from './unavailable.ts'

/** Begins and finishes nothing while the clock, the lease or the history of the database is not what it must be. */
export function notWhileStopped(readiness: Pick<Readiness, 'stopped'>) {
  return createMiddleware<ApiEnv>(async (c, next) => (readiness.stopped() ? unavailable(c, 'not-ready') : next()))
}
