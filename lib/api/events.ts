import type { DeliveryRow, OutboxRow } from '../../db/store.ts'
import type { Deps } from '../session/deps.ts'
import { isoTime } from '../session/iso-time.ts'
import { eventMessage } from '../webhooks/message.ts'
import { always, define, keyed, refusals, withBody } from './define.ts'
import type { Api } from './env.ts'
import { problem, respond } from './respond.ts'
import {
  eventList,
  eventParams,
  eventQuery,
  eventWithDeliveries,
  redeliverInput,
  redeliverSchema,
} from './schemas/webhook.ts'

/** `/api/v1/events`: what was told, and how it arrived. */
export function events(app: Api, deps: Deps): void {
  define(
    app,
    {
      method: 'get',
      path: '/api/v1/events',
      summary: 'List events, newest first',
      security: keyed,
      request: { query: eventQuery },
      responses: {
        200: { description: 'A page.', content: { 'application/json': { schema: eventList } } },
        ...refusals(...always),
      },
    },
    async (c) => {
      const query = { platformId: c.get('platform').id, ...c.req.valid('query'), now: deps.clock.now() }
      const page = await deps.store.listEvents(query)
      return respond(c, 200, { data: page.events.map(shown), nextCursor: page.nextCursor })
    },
  )
  define(
    app,
    {
      method: 'get',
      path: '/api/v1/events/{id}',
      summary: 'Look an event up, with its deliveries',
      security: keyed,
      request: { params: eventParams },
      responses: {
        200: { description: 'The event.', content: { 'application/json': { schema: eventWithDeliveries } } },
        ...refusals(...always),
      },
    },
    async (c) => {
      const found = await deps.store.findEvent(c.get('platform').id, c.req.valid('param').id, deps.clock.now())
      if (found === null) return problem(c, 'not-found')
      return respond(c, 200, { ...shown(found.event), deliveries: found.deliveries.map(delivery) })
    },
  )
  define(
    app,
    {
      method: 'post',
      path: '/api/v1/events/{id}/redeliver',
      summary: 'Send an event once more',
      security: keyed,
      request: { params: eventParams, body: { content: { 'application/json': { schema: redeliverInput } } } },
      responses: {
        202: { description: 'It is on its way.', content: { 'application/json': { schema: redeliverSchema } } },
        ...refusals(...withBody, 'no-webhook-endpoint'),
      },
    },
    async (c) => {
      const eventId = c.req.valid('param').id
      const endpointId = c.req.valid('json').endpointId ?? null
      const what = { platformId: c.get('platform').id, eventId, endpointId, now: deps.clock.now() }
      const sent = await deps.store.redeliver(what, (endpoints) => c.get('keep')?.(202, { eventId, endpoints }))
      if (sent === 'no-event') return problem(c, 'not-found')
      return sent === 'no-endpoint' ? problem(c, 'no-webhook-endpoint') : respond(c, 202, { eventId, endpoints: sent })
    },
  )
}

function shown(event: OutboxRow) {
  return { id: event.id, ...eventMessage(event) }
}

function delivery({ endpointId, state, attempts, nextAt, lastAt, lastResult, lastStatus }: DeliveryRow) {
  return {
    endpointId,
    state,
    attempts,
    nextAttemptAt: isoTime(nextAt),
    lastAttemptAt: isoTime(lastAt),
    lastResult,
    lastStatus,
  }
}
