import type { z } from '@hono/zod-openapi'
import type { EndpointRow } from '../../db/store.ts'
import type { Deps } from '../session/deps.ts'
import { isoTime } from '../session/iso-time.ts'
import { changeEndpoint, createEndpoint, type EndpointWithSecret, rotateSecret } from '../webhooks/endpoints.ts'
import type { Resolve } from '../webhooks/target-address.ts'
import { always, define, keyed, refusals, withBody } from './define.ts'
import type { Api } from './env.ts'
import { problem, respond } from './respond.ts'
import {
  endpointChange,
  endpointInput,
  endpointList,
  endpointParams,
  endpointSchema,
  endpointWithSecret,
} from './schemas/webhook.ts'

const path = '/api/v1/webhook-endpoints'
const onePath = `${path}/{id}` as const
const json = <S extends z.ZodType>(schema: S) => ({ 'application/json': { schema } })
const body = <S extends z.ZodType>(schema: S) => ({ body: { required: true, content: json(schema) } })
const urlProblems = ['webhook-url-invalid', 'webhook-url-not-https', 'webhook-url-not-public'] as const

/** `/api/v1/webhook-endpoints`. In: how host names are looked up. */
export function webhookEndpoints(app: Api, deps: Deps, resolve: Resolve): void {
  changes(app, deps, resolve)
  define(
    app,
    {
      method: 'get',
      path,
      summary: 'List webhook endpoints',
      security: keyed,
      responses: { 200: { description: 'All of them.', content: json(endpointList) }, ...refusals(...always) },
    },
    async (c) => {
      const rows = await deps.store.listEndpoints(c.get('platform').id)
      return respond(c, 200, { data: rows.map(shown), nextCursor: null })
    },
  )
  define(
    app,
    {
      method: 'get',
      path: onePath,
      summary: 'Look a webhook endpoint up',
      security: keyed,
      request: { params: endpointParams },
      responses: { 200: { description: 'The endpoint.', content: json(endpointSchema) }, ...refusals(...always) },
    },
    async (c) => {
      const row = await deps.store.findEndpoint(c.get('platform').id, c.req.valid('param').id)
      return row ? respond(c, 200, shown(row)) : problem(c, 'not-found')
    },
  )
  define(
    app,
    {
      method: 'delete',
      path: onePath,
      summary: 'Delete a webhook endpoint, and what it still had to get',
      security: keyed,
      request: { params: endpointParams },
      responses: { 204: { description: 'Deleted.' }, ...refusals(...always) },
    },
    async (c) => {
      const deleted = await deps.store.deleteEndpoint(c.get('platform').id, c.req.valid('param').id)
      return deleted === 'deleted' ? c.body(null, 204) : problem(c, 'not-found')
    },
  )
}

function changes(app: Api, deps: Deps, resolve: Resolve): void {
  define(
    app,
    {
      method: 'post',
      path,
      summary: 'Register a webhook endpoint',
      security: keyed,
      request: body(endpointInput),
      responses: {
        201: { description: 'Registered, with its secret.', content: json(endpointWithSecret) },
        ...refusals(...withBody, ...urlProblems, 'too-many-webhook-endpoints'),
      },
    },
    async (c) => {
      const answer = (made: EndpointWithSecret) => c.get('keep')?.(201, withSecret(made))
      const made = await createEndpoint(deps, c.get('platform').id, c.req.valid('json').url, resolve, answer)
      if ('endpoint' in made) return respond(c, 201, withSecret(made))
      return problem(c, made.refused, made.refused === 'too-many-webhook-endpoints' ? {} : { at: 'url' })
    },
  )
  define(
    app,
    {
      method: 'put',
      path: onePath,
      summary: 'Change the address of a webhook endpoint, disable or enable it',
      security: keyed,
      request: { params: endpointParams, ...body(endpointChange) },
      responses: {
        200: { description: 'Changed.', content: json(endpointSchema) },
        ...refusals(...withBody, ...urlProblems),
      },
    },
    async (c) => {
      const answer = (row: EndpointRow) => c.get('keep')?.(200, shown(row))
      const { id } = c.req.valid('param')
      const changed = await changeEndpoint(deps, c.get('platform').id, id, c.req.valid('json'), resolve, answer)
      if (changed === null) return problem(c, 'not-found')
      return 'refused' in changed ? problem(c, changed.refused, { at: 'url' }) : respond(c, 200, shown(changed))
    },
  )
  define(
    app,
    {
      method: 'post',
      path: `${onePath}/rotate-secret`,
      summary: 'Give a webhook endpoint a new secret; the old one signs beside it for a day',
      security: keyed,
      request: { params: endpointParams },
      responses: {
        200: { description: 'The endpoint and its new secret.', content: json(endpointWithSecret) },
        ...refusals(...withBody),
      },
    },
    async (c) => {
      const answer = (made: EndpointWithSecret) => c.get('keep')?.(200, withSecret(made))
      const rotated = await rotateSecret(deps, c.get('platform').id, c.req.valid('param').id, answer)
      return rotated ? respond(c, 200, withSecret(rotated)) : problem(c, 'not-found')
    },
  )
}

function shown({ id, url, enabled, disabledReason, previousSecretUntil, createdAt, updatedAt }: EndpointRow) {
  return {
    id,
    url,
    enabled,
    disabledReason,
    previousSecretUntil: isoTime(previousSecretUntil),
    createdAt: isoTime(createdAt),
    updatedAt: isoTime(updatedAt),
  }
}

function withSecret({ endpoint, secret }: EndpointWithSecret) {
  return { ...shown(endpoint), secret }
}
