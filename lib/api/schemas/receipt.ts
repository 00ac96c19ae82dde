import { z } from '@hono/zod-openapi'
import { purposes } from '../../sca/words.ts'
import { operation } from './operation.ts'

export const redeemInput = z
  .strictObject({ operation: operation.nullish() })
  .openapi('RedeemInput', { description: 'The operation as it will be executed; {} where the purpose has none.' })

const flags = z.object({
  userVerified: z.boolean(),
  backupEligible: z.boolean(),
  backedUp: z.boolean(),
  aaguid: z.string(),
})

const amr = z.strictObject({
  method: z.enum(['passkey', 'pin', 'sms-code', 'sandbox']),
  category: z.enum(['knowledge', 'possession', 'device-user-verification', 'none']),
  origin: z.enum(['held', 'staged', 'none']),
  flags: flags.optional(),
})

export const claimsSchema = z
  .strictObject({
    iss: z.string(),
    aud: z.string(),
    sub: z.string(),
    jti: z.string(),
    iat: z.int(),
    exp: z.int(),
    sid: z.string(),
    purpose: z.enum(purposes),
    outcome: z.literal('succeeded'),
    operation: operation.nullable(),
    operationHash: z.string(),
    amr: z.array(amr).min(1),
    policy: z.string(),
    enrolledInSession: z.boolean(),
    bootstrap: z.enum(['phone-from-platform', 'platform-proof', 'none']).nullable(),
    replaced: z.array(z.enum(['pin', 'phone'])),
    authTime: z.int(),
    evidenceHash: z.string(),
    state: z.string().nullable(),
    maxIdleSeconds: z.int().optional(),
  })
  .openapi('ReceiptClaims')

export const receiptSchema = z
  .strictObject({
    receipt: z.string().openapi({ description: 'JWS, ES256, typ sca-receipt+jwt.' }),
    claims: claimsSchema,
  })
  .openapi('Receipt')
