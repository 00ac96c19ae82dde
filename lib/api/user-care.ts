import { z } from '@hono/zod-openapi'
import type { UserRecord } from '../../db/store.ts'
import { blockUser, unblockUser } from '../session/block-user.ts'
import type { Deps } from '../session/deps.ts'
import { eraseUser } from '../session/erase-user.ts'
import { exportUser } from '../session/export-user.ts'
import { factorList } from '../session/factor-list.ts'
import { resetFactors, resetSources, revokeFactor } from '../session/revoke-factors.ts'
import { always, define, keyed, refusals, withBody } from './define.ts'
import type { Api, ApiContext } from './env.ts'
import { problem, respond } from './respond.ts'
import { erasedSchema, exportSchema, factorListSchema, reasonInput } from './schemas/care.ts'
import { userId } from './schemas/common.ts'
import { userSchema } from './schemas/user.ts'
import { showUser } from './show-user.ts'

const ofUser = { userId: userId.openapi({ param: { name: 'userId', in: 'path' }, example: 'user-42' }) }
const params = z.object(ofUser)
const factorParams = z.object({
  ...ofUser,
  factorId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .openapi({ param: { name: 'factorId', in: 'path' }, example: 'pin' }),
})
const sourceParams = z.object({
  ...ofUser,
  source: z.enum(resetSources).openapi({ param: { name: 'source', in: 'path' } }),
})
const json = <S extends z.ZodType>(schema: S) => ({ 'application/json': { schema } })
const answers = <S extends z.ZodType>(description: string, schema: S) => ({
  200: { description, content: json(schema) },
})
const reason = { required: true, content: json(reasonInput) }

/**
 * What a platform does to the account of a user: `/api/v1/users/{userId}/…`. It can take away, block and erase; no call
 * reads or sets a PIN, a code or a number (CRED-11).
 */
export function userCare(app: Api, deps: Deps): void {
  const path = '/api/v1/users/{userId}'
  const find = (c: ApiContext, id: string) => deps.store.findUser(c.get('platform').id, id)
  const by = (c: ApiContext) => `key:${c.get('keyId')}` as const

  /** Does something to a user whom the platform has, and answers the user as it stands then. */
  async function change(c: ApiContext, id: string, work: (record: UserRecord) => Promise<unknown>): Promise<Response> {
    const record = await find(c, id)
    if (!record) return problem(c, 'not-found')
    c.set('about', record.user.id)
    if ((await work(record)) === 'unknown') return problem(c, 'not-found')
    const after = await find(c, id)
    return after ? respond(c, 200, showUser(deps, c, after, null)) : problem(c, 'not-found')
  }

  define(
    app,
    {
      method: 'get',
      path: `${path}/factors` as const,
      summary: 'What a user holds to confirm with',
      security: keyed,
      request: { params },
      responses: { ...answers('The factors.', factorListSchema), ...refusals(...always) },
    },
    async (c) => {
      const record = await find(c, c.req.valid('param').userId)
      if (!record) return problem(c, 'not-found')
      return respond(c, 200, { data: factorList(deps, record), nextCursor: null })
    },
  )
  define(
    app,
    {
      method: 'delete',
      path: `${path}/factors/{factorId}` as const,
      summary: 'Take one factor away, for sessions under way too',
      security: keyed,
      request: { params: factorParams },
      responses: { ...answers('The user without it.', userSchema), ...refusals(...always) },
    },
    (c) => {
      const { userId: id, factorId } = c.req.valid('param')
      return change(c, id, (record) => revokeFactor(deps, record, factorId, by(c)))
    },
  )
  define(
    app,
    {
      method: 'post',
      path: `${path}/reset/{source}` as const,
      summary: 'Let the next session make a factor anew',
      description: 'In it the user proves what is left and an email code, and makes only what is missing.',
      security: keyed,
      request: { params: sourceParams, body: reason },
      responses: { ...answers('The user without it.', userSchema), ...refusals(...withBody) },
    },
    (c) => {
      const { userId: id, source } = c.req.valid('param')
      return change(c, id, (record) => resetFactors(deps, record, source, c.req.valid('json').reason, by(c)))
    },
  )
  for (const [verb, work, summary] of [
    ['block', blockUser, 'Block a user, for sessions under way too'],
    ['unblock', unblockUser, 'Lift a block, also one that does not end by itself'],
  ] as const) {
    define(
      app,
      {
        method: 'post',
        path: `${path}/${verb}` as const,
        summary,
        security: keyed,
        request: { params, body: reason },
        responses: { ...answers('The user.', userSchema), ...refusals(...withBody) },
      },
      (c) => change(c, c.req.valid('param').userId, (record) => work(deps, record, c.req.valid('json').reason, by(c))),
    )
  }
  define(
    app,
    {
      method: 'delete',
      path,
      summary: 'Erase a user',
      description: 'Sessions and their evidence stay under a pseudonym. The id can be used for a new user.',
      security: keyed,
      request: { params },
      responses: { ...answers('Erased.', erasedSchema), ...refusals(...always) },
    },
    async (c) => {
      const record = await find(c, c.req.valid('param').userId)
      const erased = record && (await eraseUser(deps, record, by(c)))
      return erased ? respond(c, 200, erased) : problem(c, 'not-found')
    },
  )
  define(
    app,
    {
      method: 'get',
      path: `${path}/export` as const,
      summary: 'All that is kept of a user',
      security: keyed,
      request: { params },
      responses: { ...answers('The export.', exportSchema), ...refusals(...always) },
    },
    async (c) => {
      const record = await find(c, c.req.valid('param').userId)
      if (!record) return problem(c, 'not-found')
      return respond(c, 200, await exportUser(deps, c.get('platform'), record, by(c)))
    },
  )
}
