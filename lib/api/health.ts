import { z } from '@hono/zod-openapi'
import type { Readiness } from '../readiness/readiness.ts'
import { define, refusals } from './define.ts'
import type { Api } from './env.ts'
import { respond } from './respond.ts'
import { unavailable } from './unavailable.ts'

const alive = z.strictObject({ status: z.literal('ok') }).openapi('Health')
const ready = z.strictObject({ status: z.literal('ok'), checks: z.record(z.string(), z.string()) }).openapi('Readiness')

/** `/healthz`: the process answers. `/readyz`: it may be sent requests, with what was looked at, a word each. */
export function healthChecks(app: Api, readiness: Pick<Readiness, 'report'>): void {
  const ofLife = { 200: { description: 'Well.', content: { 'application/json': { schema: alive } } } }
  define(app, { method: 'get', path: '/healthz', summary: 'Is the process alive?', responses: ofLife }, (c) =>
    respond(c, 200, { status: 'ok' }),
  )
  const ok = { 200: { description: 'Ready.', content: { 'application/json': { schema: ready } } } }
  const responses = { ...ok, ...refusals('not-ready') }
  define(app, { method: 'get', path: '/readyz', summary: 'Can it serve?', responses }, async (c) => {
    const { ready: yes, checks } = await readiness.report()
    return yes ? respond(c, 200, { status: 'ok', checks }) : unavailable(c, 'not-ready', { checks })
  })
}
