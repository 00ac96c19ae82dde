import type { z } from '@hono/zod-openapi'
import type { SessionRow } from '../../db/store.ts'
import { cancelSession } from '../session/cancel-session.ts'
import type { Deps } from '../session/deps.ts'
import { findSession, showSessions } from '../session/find-session.ts'
import { isoTime } from '../session/iso-time.ts'
import { type MintedSession, mintSession } from '../session/mint-session.ts'
import { sessionResource } from '../session/session-resource.ts'
import { mintRefusals } from './codes.ts'
import { always, define, keyed, refusals, withBody } from './define.ts'
import type { Api } from './env.ts'
import { problem, respond } from './respond.ts'
import { retryAfter } from './retry-after.ts'
import { sessionParams } from './schemas/common.ts'
import { mintedSchema, sessionInput, sessionList, sessionQuery, sessionSchema } from './schemas/session.ts'

const json = <S extends z.ZodType>(schema: S) => ({ 'application/json': { schema } })

/** `/api/v1/sessions` */
export function sessions(app: Api, deps: Deps): void {
  define(
    app,
    {
      method: 'post',
      path: '/api/v1/sessions',
      summary: 'Make a session',
      security: keyed,
      request: { body: { required: true, content: json(sessionInput) } },
      responses: {
        201: { description: 'Made. Send the browser to `redirectUrl`.', content: json(mintedSchema) },
        ...refusals(...withBody, ...mintRefusals),
      },
    },
    async (c) => {
      const answer = (minted: MintedSession) => c.get('keep')?.(201, show(minted))
      const minted = await mintSession(deps, c.get('platform'), c.req.valid('json'), answer)
      if ('session' in minted) return respond(c, 201, show(minted))
      const { refused, at, retryAt } = minted
      if (refused === 'too-many-sessions') return problem(c, refused, retryAfter(c, retryAt ?? 0, deps.clock.now()))
      return problem(c, refused, {
        ...(at === undefined ? {} : { at }),
        ...(retryAt === undefined ? {} : { retryAt: isoTime(retryAt) }),
      })
    },
  )
  define(
    app,
    {
      method: 'get',
      path: '/api/v1/sessions',
      summary: 'List sessions, newest first',
      security: keyed,
      request: { query: sessionQuery },
      responses: { 200: { description: 'A page.', content: json(sessionList) }, ...refusals(...always) },
    },
    async (c) => {
      const { userId: externalUserId, ...rest } = c.req.valid('query')
      const query = { platformId: c.get('platform').id, externalUserId, ...rest, now: deps.clock.now() }
      const { sessions: rows, nextCursor } = await deps.store.listSessions(query)
      const data = await showSessions(deps, rows)
      return respond(c, 200, { data, nextCursor })
    },
  )
  define(
    app,
    {
      method: 'get',
      path: '/api/v1/sessions/{id}',
      summary: 'Look a session up',
      security: keyed,
      request: { params: sessionParams },
      responses: { 200: { description: 'The session.', content: json(sessionSchema) }, ...refusals(...always) },
    },
    async (c) => {
      const session = await findSession(deps, c.get('platform'), c.req.valid('param').id)
      return session ? respond(c, 200, session) : problem(c, 'not-found')
    },
  )
  define(
    app,
    {
      method: 'post',
      path: '/api/v1/sessions/{id}/cancel',
      summary: 'End an open session',
      security: keyed,
      request: { params: sessionParams },
      responses: {
        200: { description: 'The session, cancelled.', content: json(sessionSchema) },
        ...refusals(...withBody, 'session-ended'),
      },
    },
    async (c) => {
      const answer = (session: SessionRow) => c.get('keep')?.(200, shown(session))
      const cancelled = await cancelSession(deps, c.get('platform'), c.req.valid('param').id, answer)
      if ('session' in cancelled) return respond(c, 200, shown(cancelled.session))
      if (cancelled.refused === 'session-unknown') return problem(c, 'not-found')
      return problem(c, cancelled.refused, { status: cancelled.status })
    },
  )

  function shown(session: SessionRow) {
    return sessionResource(session, { claimed: false, step: null }, deps.clock.now())
  }

  function show({ session, redirectUrl }: MintedSession) {
    return { ...shown(session), redirectUrl }
  }
}
