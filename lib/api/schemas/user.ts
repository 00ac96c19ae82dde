import { z } from '@hono/zod-openapi'
import { methods } from '../../sca/words.ts'
import { userStatuses } from '../../session/user-resource.ts'
import { locale, time } from './common.ts'

const email = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email())
  .openapi({ type: 'string', format: 'email', example: 'ann@example.com' })
const phone = z.string().max(40).openapi({ example: '+33611111111', description: 'With the country code.' })
const name = z.string().trim().max(140)

const representative = z.strictObject({
  email,
  phoneNumber: phone.nullish(),
  firstName: name.nullish(),
  lastName: name.nullish(),
})

/** A user as the platform gives it. A full replacement: what is absent becomes null. */
export const userInput = z
  .strictObject({
    type: z.enum(['natural', 'legal']),
    category: z.enum(['owner', 'payer']),
    email: email.nullish().openapi({ description: 'Needed of a natural user.' }),
    phoneNumber: phone.nullish(),
    firstName: name.nullish(),
    lastName: name.nullish(),
    name: name.nullish(),
    legalRepresentative: representative
      .nullish()
      .openapi({ description: 'Needed of a legal user: acts for it; this email and phone are used.' }),
    locale,
  })
  .openapi('UserInput')

const pendingUserAction = z.object({ redirectUrl: z.url(), sessionId: z.string(), expiresAt: time })

export const userSchema = z
  .strictObject({
    userId: z.string(),
    type: z.enum(['natural', 'legal']),
    category: z.enum(['owner', 'payer']),
    status: z.enum(userStatuses),
    emailMask: z.string(),
    phoneMask: z.string().nullable(),
    locale: z.string().nullable(),
    factors: z.array(
      z.strictObject({
        method: z.enum(methods),
        createdAt: time,
        mask: z.string().optional(),
        differsFromProfile: z.boolean().optional(),
      }),
    ),
    blockedUntil: time.nullable(),
    enrolledAt: time.nullable(),
    lastScaAt: time.nullable(),
    accessValidUntil: time.nullable(),
    createdAt: time,
    updatedAt: time,
    pendingUserAction: pendingUserAction.nullable(),
  })
  .openapi('User')
