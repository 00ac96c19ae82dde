import { z } from '@hono/zod-openapi'
import { methods } from '../../sca/words.ts'
import { longestReason } from '../../session/act-on-user.ts'
import { time, userId } from './common.ts'
import { sessionSchema } from './session.ts'
import { userSchema } from './user.ts'

export const reasonInput = z
  .strictObject({
    reason: z.string().trim().min(1).max(longestReason).openapi({ example: 'Lost phone, identity checked by video' }),
  })
  .openapi('ReasonInput', { description: 'Why, for the audit. Kept encrypted; goes when the user is erased.' })

const factor = z
  .strictObject({
    id: z.string().openapi({ description: '`pin`, `phone`, or the id of a passkey.' }),
    method: z.enum(methods),
    createdAt: time,
    lastUsedAt: time.nullable().optional(),
    synced: z.strictObject({ possible: z.boolean(), done: z.boolean() }).optional(),
    mask: z.string().optional(),
  })
  .openapi('Factor')

export const factorListSchema = z.strictObject({ data: z.array(factor), nextCursor: z.null() }).openapi('FactorList')

export const erasedSchema = z
  .strictObject({
    pseudonym: userId.openapi({ description: 'Keep it to find the sessions of this user that stay as evidence.' }),
    erasedAt: time,
  })
  .openapi('ErasedUser')

const text = z.string().nullable()
const person = { email: text, phoneNumber: text, firstName: text, lastName: text }

export const exportSchema = z
  .strictObject({
    exportedAt: time,
    user: userSchema.omit({ pendingUserAction: true }),
    profile: z.strictObject({
      type: z.enum(['natural', 'legal']),
      category: z.enum(['owner', 'payer']),
      ...person,
      name: text,
      legalRepresentative: z.strictObject({ ...person, email: z.string() }).nullable(),
      locale: text,
    }),
    factors: z.array(factor),
    failedTries: z.int(),
    sessions: z.array(sessionSchema),
    acts: z.array(z.strictObject({ at: time, by: z.string(), did: z.string(), what: text, reason: text })),
  })
  .openapi('UserExport')
