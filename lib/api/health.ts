import { z } from '@hono/zod-openapi'
import type { Deps } from '../session/deps.ts'
import { define, refusals } from './define.ts'
import type { Api } from './env.ts'
import { problem, respond } from './respond.ts'

const health = z.strictObject({ status: z.literal('ok') }).openapi('Health')
const answers = { 200: { description: 'Well.', content: { 'application/json': { schema: health } } } }

/** `/healthz`: the process answers. `/readyz`: its database does too. */
export function healthChecks(app: Api, deps: Deps): void {
  define(app, { method: 'get', path: '/healthz', summary: 'Is the process alive?', responses: answers }, (c) =>
    respond(c, 200, { status: 'ok' }),
  )
  const responses = { ...answers, ...refusals('not-ready') }
  define(app, { method: 'get', path: '/readyz', summary: 'Can it serve?', responses }, async (c) => {
    try {
      await deps.store.ping()
      return respond(c, 200, { status: 'ok' })
    } catch (fault) {
      deps.log.error({ fault: fault instanceof Error ? fault.message : 'unknown' }, 'the database does not answer')
      return problem(c, 'not-ready')
    }
  })
}
