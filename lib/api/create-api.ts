import { OpenAPIHono } from '@hono/zod-openapi'
import type { Readiness } from '../readiness/readiness.ts'
import type { Deps } from '../session/deps.ts'
import { type Resolve, systemResolve } from '../webhooks/target-address.ts'
import { authenticate } from './authenticate.ts'
import { document } from './document.ts'
import type { Api, ApiEnv } from './env.ts'
import { events } from './events.ts'
import { evidence } from './evidence.ts'
import { healthChecks } from './health.ts'
import { idempotency } from './idempotency.ts'
import { knownRoute } from './known-route.ts'
import { notWhileStopped } from './not-while-stopped.ts'
import { onFault } from './on-fault.ts'
import { rateLimit } from './rate-limit.ts'
import { readBody } from './read-body.ts'
import { redemptions } from './redemptions.ts'
import { refuseInvalid } from './refuse-invalid.ts'
import { requestLog } from './request-log.ts'
import { problem } from './respond.ts'
import { sandbox } from './sandbox.ts'
import { sessions } from './sessions.ts'
import { smsReports } from './sms-reports.ts'
import { userCare } from './user-care.ts'
import { users } from './users.ts'
import { webhookEndpoints } from './webhook-endpoints.ts'
import { wellKnown } from './well-known.ts'

/**
 * The HTTP API. In: what the engine needs; what the server knows of whether it may serve; how names of
 * webhook endpoints are looked up. Out: an app whose `fetch`
 * answers `/api/`, the key set, health checks and the documentation. Security headers that hold for every answer of the
 * server are set by the server.
 */
export function createApi(deps: Deps, readiness: Readiness, resolve: Resolve = systemResolve): Api {
  const app: Api = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid })
  app.onError((fault, c) => onFault(deps)(fault, c))
  app.notFound((c) => problem(c, 'not-found'))

  app.use(requestLog(deps))
  app.use(knownRoute(app))
  healthChecks(app, readiness)
  wellKnown(app, deps)
  app.use('/sms-reports/*', notWhileStopped(readiness))
  smsReports(app, deps)
  document(app, deps)

  app.use('/api/v1/*', notWhileStopped(readiness), authenticate(deps), rateLimit(deps), readBody, idempotency(deps))
  users(app, deps)
  userCare(app, deps)
  sessions(app, deps)
  redemptions(app, deps)
  evidence(app, deps)
  webhookEndpoints(app, deps, resolve)
  events(app, deps)
  if (deps.config.mode === 'sandbox') sandbox(app, deps)
  return app
}
