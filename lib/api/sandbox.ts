import { z } from '@hono/zod-openapi'
import type { Deps } from '../session/deps.ts'
import { showSession } from '../session/find-session.ts'
import { readInbox } from '../session/inbox.ts'
import { isoTime } from '../session/iso-time.ts'
import { type SandboxAction, sandboxOutcome } from '../session/sandbox-outcome.ts'
import { always, define, keyed, refusals, withBody } from './define.ts'
import type { Api } from './env.ts'
import { problem, respond } from './respond.ts'
import { sessionParams, time } from './schemas/common.ts'
import { sessionSchema } from './schemas/session.ts'

const inboxQuery = z.strictObject({
  to: z.string().min(1).max(320).optional().openapi({ description: 'Email address or number in E.164.' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

const inboxList = z
  .strictObject({
    data: z.array(
      z.strictObject({
        id: z.string(),
        channel: z.enum(['sms', 'email']),
        to: z.string(),
        subject: z.string().optional(),
        text: z.string(),
        createdAt: time,
      }),
    ),
    nextCursor: z.null(),
  })
  .openapi('InboxList')

const refuseBody = z.strictObject({ reason: z.enum(['cancelled', 'not-me']).optional() }).openapi('SandboxRefusal')

const summaries = {
  approve: 'Let a session succeed without its user',
  refuse: 'Let the user decline',
  expire: 'Let the time be over',
  lock: 'Let the user fail too often, and block them',
} as const

/** `/api/v1/sandbox/…`: added in sandbox mode alone, so that live mode has no such address. */
export function sandbox(app: Api, deps: Deps): void {
  inbox(app, deps)
  for (const action of ['approve', 'expire', 'lock'] as const) outcome(app, deps, action)
  const body = { content: { 'application/json': { schema: refuseBody } } }
  define(app, { ...route('refuse'), request: { params: sessionParams, body } }, (c) => {
    const notMe = c.req.valid('json').reason === 'not-me'
    return end(deps, c, c.req.valid('param').id, notMe ? 'refuse-not-me' : 'refuse')
  })
}

function inbox(app: Api, deps: Deps): void {
  define(
    app,
    {
      method: 'get',
      path: '/api/v1/sandbox/inbox',
      summary: 'What was sent by SMS and email, newest first',
      security: keyed,
      request: { query: inboxQuery },
      responses: {
        200: { description: 'Messages.', content: { 'application/json': { schema: inboxList } } },
        ...refusals(...always),
      },
    },
    async (c) => {
      const { to, limit } = c.req.valid('query')
      const messages = await readInbox(deps, c.get('platform').id, to === undefined ? null : plusRestored(to), limit)
      const data = messages.map((message) => ({ ...message, createdAt: isoTime(message.createdAt) }))
      return respond(c, 200, { data, nextCursor: null })
    },
  )
}

function outcome(app: Api, deps: Deps, action: 'approve' | 'expire' | 'lock'): void {
  define(app, { ...route(action), request: { params: sessionParams } }, (c) => {
    return end(deps, c, c.req.valid('param').id, action)
  })
}

function route<A extends keyof typeof summaries>(action: A) {
  return {
    method: 'post' as const,
    path: `/api/v1/sandbox/sessions/{id}/${action}` as const,
    summary: summaries[action],
    security: keyed,
    responses: {
      200: { description: 'The session as it ended.', content: { 'application/json': { schema: sessionSchema } } },
      ...refusals(...withBody, 'session-ended'),
    },
  }
}

async function end(deps: Deps, c: Parameters<typeof problem>[0], id: string, action: SandboxAction): Promise<Response> {
  const ended = await sandboxOutcome(deps, c.get('platform'), id, action)
  if ('session' in ended) {
    c.set('about', ended.session.userId)
    return respond(c, 200, await showSession(deps, ended.session))
  }
  if (ended.refused === 'session-unknown') return problem(c, 'not-found')
  return problem(c, ended.refused, { status: ended.status })
}

/** A plus that was not escaped in the query arrives as a blank. */
function plusRestored(to: string): string {
  const trimmed = to.trim()
  return /^\d/.test(trimmed) && !trimmed.includes('@') ? `+${trimmed}` : trimmed
}
