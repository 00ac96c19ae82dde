import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemSchema } from './schemas/problem.ts'
import { mintPayment, natural, payment, testApi } from './testing/test-api.ts'

/** Any JSON, near the right one as often as not. */
const anything = fc.jsonValue({ maxDepth: 4 })
const near = (good: object) =>
  fc.oneof(
    fc.record(
      Object.fromEntries(Object.entries(good).map(([name, value]) => [name, fc.oneof(fc.constant(value), anything)])),
      {
        requiredKeys: [],
      },
    ),
    fc.tuple(fc.constant(good), fc.dictionary(fc.string(), anything)).map(([one, other]) => ({ ...one, ...other })),
    anything,
  )
const operation = fc.oneof(
  near(payment),
  near({ payments: [payment] }),
  fc.record({ amount: near(payment.amount), payee: near({ name: 'x', account: 'FR7630006000011234567890189' }) }),
  near({ scope: 'x' }),
)
const text = fc.string({ unit: 'binary', maxLength: 200 })

describe('API-05 whatever is sent, nothing breaks', () => {
  it('bodies of a mint, a user and a redemption', async () => {
    const api = await testApi()
    const { id } = await mintPayment(api)
    await api.send('POST', `/api/v1/sandbox/sessions/${id}/approve`)
    const session = fc.record({
      userId: fc.oneof(fc.constant('ann'), text),
      purpose: fc.constantFrom('payment', 'payee', 'access', 'profile', 'consent', 'enrolment', 'contact-change', 'x'),
      operation,
    })
    const calls = fc.oneof(
      fc.tuple(
        fc.constant('POST /api/v1/sessions'),
        fc.oneof(
          session,
          near({
            userId: 'ann',
            purpose: 'payment',
            operation: payment,
            returnUrl: 'https://shop.example/back',
            state: 'x',
            locale: 'fr',
          }),
        ),
      ),
      fc.tuple(
        fc.constant('PUT /api/v1/users/bob'),
        near({ ...natural, legalRepresentative: { email: 'a@b.example' }, locale: 'de' }),
      ),
      fc.tuple(
        fc.constant(`POST /api/v1/sessions/${id}/redeem`),
        fc.oneof(near({ operation: payment }), fc.record({ operation })),
      ),
      fc.tuple(fc.constant(`POST /api/v1/sandbox/sessions/${id}/refuse`), near({ reason: 'not-me' })),
    )
    await fc.assert(
      fc.asyncProperty(calls, async ([call, body]) => {
        const [method = '', path = ''] = call.split(' ')
        const response = await api.send(method, path, body)
        expect(response.status).toBeLessThan(500)
        if (response.status >= 400) expect(problemSchema.strict().parse(response.body)).toEqual(response.body)
      }),
      { numRuns: 1500 },
    )
  }, 120_000)

  it('addresses, queries and headers', async () => {
    const api = await testApi()
    await fc.assert(
      fc.asyncProperty(text, text, fc.string(), async (segment, query, header) => {
        for (const path of [
          `/api/v1/sessions/${encodeURIComponent(segment.toWellFormed())}`,
          `/api/v1/users/${encodeURIComponent(segment.toWellFormed())}`,
          `/api/v1/sessions?cursor=${encodeURIComponent(query.toWellFormed())}`,
          `/api/v1/sessions?${encodeURI(query.toWellFormed())}`,
          `/api/v1/sandbox/inbox?to=${encodeURIComponent(query.toWellFormed())}`,
        ]) {
          const value = header.replace(/[^\x20-\x7e]/g, '')
          const { status } = await api.send('GET', path, undefined, {
            'idempotency-key': value,
            'accept-language': value,
          })
          expect(status).toBeLessThan(500)
        }
      }),
      { numRuns: 300 },
    )
  }, 120_000)
})
