import { z } from '@hono/zod-openapi'
import type { Deps } from '../session/deps.ts'
import { type PendingUserAction, pendingUserAction } from '../session/pending-user-action.ts'
import { saveUser } from '../session/save-user.ts'
import type { UserInput } from '../session/user-input.ts'
import { always, define, keyed, refusals, withBody } from './define.ts'
import type { Api } from './env.ts'
import { problem, respond } from './respond.ts'
import { userId } from './schemas/common.ts'
import { userInput, userSchema } from './schemas/user.ts'
import { showUser } from './show-user.ts'

const params = z.object({ userId: userId.openapi({ param: { name: 'userId', in: 'path' }, example: 'user-42' }) })
const user = (description: string) => ({ description, content: { 'application/json': { schema: userSchema } } })

/** `/api/v1/users/{userId}` */
export function users(app: Api, deps: Deps): void {
  define(
    app,
    {
      method: 'put',
      path: '/api/v1/users/{userId}',
      summary: 'Create a user, or replace all that was said of one',
      security: keyed,
      request: { params, body: { required: true, content: { 'application/json': { schema: userInput } } } },
      responses: {
        200: user('Replaced.'),
        201: user('Created.'),
        ...refusals(
          ...withBody,
          'email-missing',
          'phone-invalid',
          'legal-representative-missing',
          'legal-representative-not-allowed',
          'user-changed-meanwhile',
        ),
      },
    },
    async (c) => {
      const platform = c.get('platform')
      const written = await saveUser(deps, platform, c.req.valid('param').userId, absentIsNull(c.req.valid('json')))
      if ('refused' in written) return problem(c, written.refused, 'at' in written ? { at: written.at } : {})
      c.set('about', written.saved.user.id)
      const status = written.created ? 201 : 200
      const body = (pending: PendingUserAction | null) => showUser(deps, c, written.saved, pending)
      const pending = await pendingUserAction(deps, platform, written.saved, (made) =>
        c.get('keep')?.(status, body(made)),
      )
      return respond(c, status, body(pending))
    },
  )
  define(
    app,
    {
      method: 'get',
      path: '/api/v1/users/{userId}',
      summary: 'Look a user up',
      security: keyed,
      request: { params },
      responses: { 200: user('The user.'), ...refusals(...always) },
    },
    async (c) => {
      const record = await deps.store.findUser(c.get('platform').id, c.req.valid('param').userId)
      return record ? respond(c, 200, showUser(deps, c, record, null)) : problem(c, 'not-found')
    },
  )
}

function absentIsNull(input: z.infer<typeof userInput>): UserInput {
  const { legalRepresentative: representative } = input
  return {
    type: input.type,
    category: input.category,
    ...person(input),
    email: input.email ?? null,
    name: input.name ?? null,
    legalRepresentative: representative ? { ...person(representative), email: representative.email } : null,
    locale: input.locale ?? null,
  }
}

type Named = Pick<z.infer<typeof userInput>, 'phoneNumber' | 'firstName' | 'lastName'>

function person({ phoneNumber, firstName, lastName }: Named) {
  return { phoneNumber: phoneNumber ?? null, firstName: firstName ?? null, lastName: lastName ?? null }
}
