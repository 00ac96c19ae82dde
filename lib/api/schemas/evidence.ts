import { z } from '@hono/zod-openapi'
import { time } from './common.ts'
import { operation } from './operation.ts'
import { claimsSchema } from './receipt.ts'
import { sessionSchema } from './session.ts'

const event = z.strictObject({
  seq: z.int(),
  at: time,
  atMs: z.int().openapi({ description: 'The same in epoch milliseconds, as the hash covers it.' }),
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
  previousHash: z.string(),
  hash: z.string(),
})

export const evidenceSchema = z
  .strictObject({
    session: sessionSchema,
    policy: z.string(),
    shown: z.strictObject({
      platformName: z.string(),
      operation: operation.nullable(),
      language: z.string(),
      languages: z.array(z.strictObject({ seq: z.int(), at: time, locale: z.string() })),
    }),
    factors: z.array(z.looseObject({ method: z.string(), category: z.string(), origin: z.string() })),
    tries: z.array(z.strictObject({ seq: z.int(), at: time, of: z.string(), failures: z.int() })),
    log: z.strictObject({
      verified: z.boolean(),
      brokenAt: z.int().nullable(),
      head: z.string().nullable(),
      events: z.array(event),
    }),
    receipt: claimsSchema.omit({ iss: true, aud: true, iat: true, exp: true }).nullable(),
  })
  .openapi('Evidence')
