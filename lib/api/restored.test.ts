import { expect, it } from 'vitest'
import { approved, redeem } from './testing/approved.ts'
import { mintPayment, payment, start, testApi } from './testing/test-api.ts'

const restored = { after: 1, atLeast: 0, reason: 'restored', at: start, knownUntil: null } as const

it('REL-07 an open session of an older epoch is cancelled for its platform at once', async () => {
  const api = await testApi()
  const { id } = await mintPayment(api)
  await api.store.beginEpoch(restored)
  const { body } = await api.send('GET', `/api/v1/sessions/${id}`)
  expect(body).toMatchObject({ status: 'cancelled', reason: 'service-restored', step: null })
  const approval = await api.send('POST', `/api/v1/sandbox/sessions/${id}/approve`)
  expect([approval.status, approval.body.code]).toEqual([409, 'session-ended'])
  expect((await redeem(api, id, payment)).body.code).toBe('session-not-succeeded')
})

it('REL-06 REL-07 a receipt of an older epoch is never redeemed, whatever is presented, and the refusal is stable', async () => {
  const api = await testApi()
  const { id } = await approved(api)
  await api.store.beginEpoch(restored)
  const other = { ...payment, amount: { value: 3101, currency: 'EUR' } }
  for (const operation of [payment, other, payment]) {
    const { status, body } = await redeem(api, id, operation)
    expect([status, body.code, body.receipt]).toEqual([409, 'receipt-void', undefined])
  }
  expect((await api.send('GET', `/api/v1/sessions/${id}`)).body).toMatchObject({
    status: 'succeeded',
    redeemedAt: null,
  })
})

it('REL-07 a receipt that is known to be redeemed is still answered so', async () => {
  const api = await testApi()
  const { id } = await approved(api)
  const first = await redeem(api, id, payment, { 'idempotency-key': 'one' })
  await api.store.beginEpoch(restored)
  expect((await redeem(api, id, payment)).body).toMatchObject({ code: 'already-redeemed', jti: first.body.claims.jti })
  expect((await redeem(api, id, payment, { 'idempotency-key': 'one' })).body).toEqual(first.body)
})
