import { z } from '@hono/zod-openapi'
import { knownCurrencies } from '../../sca/currencies.ts'
import { limits } from '../../sca/normalise-operation.ts'

/** Longer than anything that passes: the rules name what is wrong with a value, the schema only bounds it. */
const text = z.string().max(2000)

const amount = z
  .strictObject({
    value: z.number().openapi({
      type: 'integer',
      minimum: 1,
      maximum: limits.amount,
      description: 'Minor units: 3100 is 31.00 EUR, 31 is 31 JPY. Never a fraction.',
    }),
    currency: text.openapi({ enum: [...knownCurrencies()], description: 'ISO 4217.' }),
  })
  .openapi('Amount', { example: { value: 3100, currency: 'EUR' } })

const named = { name: text.openapi({ minLength: 1, maxLength: limits.text, example: 'Northwind Traders' }) }
const account = text.openapi({ example: 'FR7630006000011234567890189', description: 'IBAN or local account number.' })
const payee = z.strictObject({ ...named, account: account.nullish() }).openapi('Payee')
const payment = z.strictObject({ amount, payee, reference: text.nullish() }).openapi('Payment')
const batch = z
  .strictObject({ payments: z.array(payment).min(1).max(limits.batch) })
  .openapi('PaymentBatch', { description: 'Payments of one currency, approved together.' })
const newPayee = z.strictObject({ payee: z.strictObject({ ...named, account }) }).openapi('NewPayee')
const access = z.strictObject({ scope: text }).openapi('Access', { example: { scope: 'account-information' } })
const list = z.array(text).min(1).max(limits.list)
const profile = z.strictObject({ fields: list }).openapi('ProfileChange', { example: { fields: ['address'] } })
const consent = z.strictObject({ scopes: list }).openapi('Consent', { example: { scopes: ['balances'] } })

/** What is approved. Which of them a purpose takes is said where the purpose is known. */
export const operation = z.union([payment, batch, newPayee, access, profile, consent]).openapi('Operation')
