import { z } from '@hono/zod-openapi'
import { outcomes, purposes, stepIds } from '../../sca/words.ts'
import { toldReasons } from '../../session/end-reason.ts'
import { locale, time, userId } from './common.ts'
import { operation } from './operation.ts'

const sessionStatuses = ['created', 'started', ...outcomes] as const

export const sessionInput = z
  .strictObject({
    userId: z.string().max(128).openapi({ description: "The platform's own id of a user that was saved before." }),
    purpose: z.enum(purposes),
    operation: operation.nullish().openapi({
      description: 'By purpose: payment, payee, access, profile, consent. Enrolment and contact-change have none.',
    }),
    returnUrl: z
      .string()
      .max(2000)
      .nullish()
      .openapi({ description: 'One of the registered ones, with any query. Without it, the first registered serves.' }),
    // Not every database can keep a text with the character 0.
    state: z
      .string()
      .max(512)
      .regex(/^[^\0]*$/, 'has the character 0')
      // Half of a sign would come back as another one.
      .refine((text) => text.isWellFormed(), 'has half of a sign (a surrogate without its other)')
      .nullish()
      .openapi({ description: "The platform's own; comes back with the user." }),
    locale,
  })
  .openapi('SessionInput')

const session = {
  id: z.string(),
  userId: z.string(),
  purpose: z.enum(purposes),
  operation: operation.nullable().openapi({ description: 'As normalised: this is shown, hashed and signed.' }),
  operationHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .openapi({ description: 'SHA-256, hex, over the RFC 8785 JSON of {v: 1, purpose, operation}.' }),
  status: z.enum(sessionStatuses),
  reason: z.enum(toldReasons).nullable(),
  returnUrl: z.string().nullable(),
  state: z.string().nullable(),
  locale: z.string().nullable(),
  createdAt: time,
  expiresAt: time,
  endedAt: time.nullable(),
  redeemedAt: time.nullable(),
  step: z.enum(stepIds).nullable().openapi({ description: 'The screen a started session is at.' }),
}

export const sessionSchema = z.strictObject(session).openapi('Session')

export const mintedSchema = z
  .strictObject({
    ...session,
    redirectUrl: z.url().openapi({ description: 'Send the browser here. A secret; lives ten minutes.' }),
  })
  .openapi('MintedSession')

export const sessionQuery = z.strictObject({
  userId: userId.optional(),
  status: z.enum(sessionStatuses).optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

export const sessionList = z
  .strictObject({ data: z.array(sessionSchema), nextCursor: z.string().nullable() })
  .openapi('SessionList')
