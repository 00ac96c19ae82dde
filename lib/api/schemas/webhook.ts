import { z } from '@hono/zod-openapi'
import { methods, outcomes, purposes } from '../../sca/words.ts'
import { toldReasons } from '../../session/end-reason.ts'
import { attemptResults } from '../../webhooks/deliver.ts'
import { time } from './common.ts'

const id = (prefix: string) =>
  z.object({
    id: z.string().openapi({ param: { name: 'id', in: 'path' }, example: `${prefix}_5nX0RkVtTbl3Jg1rOQ2k0A` }),
  })
export const endpointParams = id('we')
export const eventParams = id('evt')

const url = z
  .string()
  .min(1)
  .max(2000)
  .openapi({ description: 'https and public; in the sandbox also http on the own machine.' })

export const endpointInput = z.strictObject({ url }).openapi('WebhookEndpointInput')
export const endpointChange = z.strictObject({ url, enabled: z.boolean() }).openapi('WebhookEndpointChange')

const endpoint = {
  id: z.string(),
  url: z.string(),
  enabled: z.boolean(),
  disabledReason: z
    .enum(['by-platform', 'gone'])
    .nullable()
    .openapi({ description: '`gone`: it answered 410 and gets nothing until it is enabled again.' }),
  previousSecretUntil: time.nullable().openapi({ description: 'Until then the secret before signs as well.' }),
  createdAt: time,
  updatedAt: time,
}
export const endpointSchema = z.strictObject(endpoint).openapi('WebhookEndpoint')
export const endpointWithSecret = z
  .strictObject({
    ...endpoint,
    secret: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/]{43}=$/)
      .openapi({ description: 'Verifies signatures. Shown this once.' }),
  })
  .openapi('WebhookEndpointWithSecret')
export const endpointList = z
  .strictObject({ data: z.array(endpointSchema), nextCursor: z.null() })
  .openapi('WebhookEndpointList')

const userId = z.string()
/** Where several events of one session stand in their order. */
const place = { sessionId: z.string().optional(), sequence: z.int().min(1).optional() }
const said = {
  session: z.strictObject({
    userId,
    sessionId: z.string(),
    sequence: z.int().min(1),
    purpose: z.enum(purposes),
    status: z.enum(outcomes),
    reason: z.enum(toldReasons).nullable(),
  }),
  factor: z.strictObject({ userId, method: z.enum(methods), ...place }),
  user: z.strictObject({ userId, ...place }),
  blocked: z.strictObject({
    userId,
    until: time.nullable(),
    reason: z.literal('not-me').optional().openapi({ description: 'The user reported a change that was not theirs.' }),
    ...place,
  }),
}
const sessionTypes = z.enum(outcomes.map((outcome) => `session.${outcome}` as const))
const event = { id: z.string(), timestamp: time }
const variants = [
  { ...event, type: sessionTypes, data: said.session },
  { ...event, type: z.enum(['factor.added', 'factor.replaced', 'factor.removed']), data: said.factor },
  { ...event, type: z.enum(['user.enrolled', 'user.unblocked']), data: said.user },
  { ...event, type: z.literal('user.blocked'), data: said.blocked },
] as const

const delivery = z
  .strictObject({
    endpointId: z.string(),
    state: z.enum(['pending', 'delivered', 'dead']),
    attempts: z.int().min(0),
    nextAttemptAt: time.nullable(),
    lastAttemptAt: time.nullable(),
    lastResult: z.enum(attemptResults).nullable(),
    lastStatus: z.int().nullable().openapi({ description: 'HTTP status of the last answer, where there was one.' }),
  })
  .openapi('WebhookDelivery')

const eventSchema = z
  .discriminatedUnion('type', [
    z.strictObject(variants[0]),
    z.strictObject(variants[1]),
    z.strictObject(variants[2]),
    z.strictObject(variants[3]),
  ])
  .openapi('Event')

const deliveries = { deliveries: z.array(delivery) }
export const eventWithDeliveries = z
  .discriminatedUnion('type', [
    z.strictObject({ ...variants[0], ...deliveries }),
    z.strictObject({ ...variants[1], ...deliveries }),
    z.strictObject({ ...variants[2], ...deliveries }),
    z.strictObject({ ...variants[3], ...deliveries }),
  ])
  .openapi('EventWithDeliveries')

export const eventQuery = z.strictObject({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
export const eventList = z
  .strictObject({ data: z.array(eventSchema), nextCursor: z.string().nullable() })
  .openapi('EventList')

export const redeliverInput = z
  .strictObject({
    endpointId: z.string().optional().openapi({ description: 'Without it, every enabled endpoint gets the event.' }),
  })
  .openapi('RedeliverInput')
export const redeliverSchema = z.strictObject({ eventId: z.string(), endpoints: z.int().min(1) }).openapi('Redelivery')
