import type { Deps } from '../session/deps.ts'
import { evidence as evidenceOf } from '../session/evidence.ts'
import { always, define, keyed, refusals } from './define.ts'
import type { Api } from './env.ts'
import { problem, respond } from './respond.ts'
import { sessionParams } from './schemas/common.ts'
import { evidenceSchema } from './schemas/evidence.ts'

/** `/api/v1/sessions/{id}/evidence` */
export function evidence(app: Api, deps: Deps): void {
  define(
    app,
    {
      method: 'get',
      path: '/api/v1/sessions/{id}/evidence',
      summary: 'All that can be shown of a session',
      security: keyed,
      request: { params: sessionParams },
      responses: {
        200: { description: 'The evidence.', content: { 'application/json': { schema: evidenceSchema } } },
        ...refusals(...always),
      },
    },
    async (c) => {
      const record = await deps.store.loadSession(c.req.valid('param').id)
      if (record?.session.platformId !== c.get('platform').id) return problem(c, 'not-found')
      return respond(c, 200, evidenceOf(deps, record))
    },
  )
}
