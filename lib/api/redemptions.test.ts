import { describe, expect, it } from 'vitest'
import { receiptSchema } from './schemas/receipt.ts'
import { approved, redeem } from './testing/approved.ts'
import { mintPayment, natural, payment, testApi } from './testing/test-api.ts'

const minute = 60_000
const of = (value: number) => ({ ...payment, amount: { value, currency: 'EUR' } })

describe('POST /api/v1/sessions/{id}/redeem', () => {
  it('hands the receipt out against the operation repeated', async () => {
    const api = await testApi()
    const { id, operationHash } = await approved(api, { state: 'order-42' })
    const { status, body } = await redeem(api, id, payment)
    expect(status).toBe(200)
    expect(receiptSchema.parse(body)).toEqual(body)
    expect(body.claims).toMatchObject({
      iss: 'https://sca.example',
      aud: api.platform.id,
      sub: 'ann',
      sid: id,
      purpose: 'payment',
      outcome: 'succeeded',
      operation: payment,
      operationHash,
      amr: [{ method: 'sandbox', category: 'none', origin: 'none' }],
      state: 'order-42',
      iat: Date.parse('2026-08-01T12:00:00Z') / 1000,
      exp: Date.parse('2026-08-01T12:02:00Z') / 1000,
    })
    expect((await api.send('GET', `/api/v1/sessions/${id}`)).body.redeemedAt).toBe('2026-08-01T12:00:00.000Z')
  })

  it('normalises what is repeated as it normalised the mint', async () => {
    const api = await testApi()
    const { id } = await approved(api, {
      operation: { ...payment, payee: { name: 'Café  A', account: 'FR7630006000011234567890189' } },
    })
    const repeated = {
      ...payment,
      payee: { name: ' Cafe\u0301 A', account: 'fr76 3000 6000 0112 3456 7890 189' },
      reference: null,
    }
    expect((await redeem(api, id, repeated)).status).toBe(200)
  })

  it('RTS-21 the second caller gets 409 with the first code', async () => {
    const api = await testApi()
    const { id } = await approved(api)
    const first = await redeem(api, id, payment)
    const second = await redeem(api, id, payment)
    expect([second.status, second.body.code, second.body.jti]).toEqual([409, 'already-redeemed', first.body.claims.jti])
    expect((await redeem(api, id, of(3101))).body.code).toBe('already-redeemed')
  })

  it('RTS-21 50 at once: one receipt', async () => {
    const api = await testApi()
    const { id } = await approved(api)
    const answers = await Promise.all(Array.from({ length: 50 }, () => redeem(api, id, payment)))
    const won = answers.filter(({ status }) => status === 200)
    expect(won).toHaveLength(1)
    const jti = won[0]?.body.claims.jti
    for (const { status, body } of answers)
      expect([status, body.jti ?? body.claims.jti]).toEqual([status === 200 ? 200 : 409, jti])
  })

  it('DL-04 30.01 for 30.10 is 422, and the right one later is refused as well', async () => {
    const api = await testApi()
    const { id } = await approved(api, { operation: of(3010) })
    const wrong = await redeem(api, id, of(3001))
    expect([wrong.status, wrong.body.code]).toEqual([422, 'operation-differs'])
    const right = await redeem(api, id, of(3010))
    expect([right.status, right.body.code]).toEqual([409, 'receipt-burned'])
    expect((await api.send('GET', `/api/v1/sessions/${id}`)).body.redeemedAt).toBeNull()
    expect((await api.send('GET', `/api/v1/sessions/${id}/evidence`)).body.receipt).toBeNull()
  })

  it.each([
    ['another payee', { ...payment, payee: { name: 'Southwind' } }],
    ['another account', { ...payment, payee: { ...payment.payee, account: 'FR7630006000011234567890189' } }],
    ['another currency', { ...payment, amount: { value: 3100, currency: 'USD' } }],
    ['a reference more', { ...payment, reference: 'x' }],
    ['a batch of one', { payments: [payment] }],
    ['an operation of another purpose', { scope: 'x' }],
    ['an amount that nobody can approve', of(0.5)],
  ])('DL-04 RTS-03 %s burns the receipt', async (_, operation) => {
    const api = await testApi()
    const { id } = await approved(api)
    expect((await redeem(api, id, operation)).body.code).toBe('operation-differs')
    expect((await redeem(api, id, payment)).body.code).toBe('receipt-burned')
  })

  it('DL-09 one IBAN of a thousand swapped, the total kept, is refused', async () => {
    const api = await testApi()
    const one = (i: number, account = 'FR7630006000011234567890189') => ({
      ...of(i + 1),
      payee: { name: `P${i}`, account },
    })
    const payments = Array.from({ length: 1000 }, (_, i) => one(i))
    const { id } = await approved(api, { operation: { payments } })
    const swapped = payments.with(567, one(567, 'NO9386011117947'))
    expect((await redeem(api, id, { payments: swapped })).body.code).toBe('operation-differs')
  })

  it('DL-09 a batch in another order is another batch', async () => {
    const api = await testApi()
    const { id } = await approved(api, { operation: { payments: [of(1), of(2)] } })
    expect((await redeem(api, id, { payments: [of(2), of(1)] })).status).toBe(422)
  })

  it.each([
    ['no operation', { operation: undefined }, 'operation-missing'],
    ['null', { operation: null }, 'operation-missing'],
    ['a shape that is none', { operation: { amount: 1 } }, 'invalid-body'],
    ['an unknown field', { operation: payment, force: true }, 'invalid-body'],
  ])('%s is refused and burns nothing', async (_, body, code) => {
    const api = await testApi()
    const { id } = await approved(api)
    const refused = await api.send('POST', `/api/v1/sessions/${id}/redeem`, body)
    expect([refused.status, refused.body.code]).toEqual([422, code])
    expect((await redeem(api, id, payment)).status).toBe(200)
  })

  it('a purpose without operation is redeemed by {}', async () => {
    const api = await testApi()
    const put = await api.send('PUT', '/api/v1/users/ann', natural)
    const id = put.body.pendingUserAction.sessionId
    await api.send('POST', `/api/v1/sandbox/sessions/${id}/approve`)
    const { status, body } = await api.send('POST', `/api/v1/sessions/${id}/redeem`, {})
    expect([status, body.claims.operation]).toEqual([200, null])
  })

  it('RES-03 within ten minutes of the outcome, to the millisecond', async () => {
    for (const [late, status] of [
      [0, 200],
      [1, 410],
    ] as const) {
      const api = await testApi()
      const { id } = await approved(api)
      api.pass(10 * minute + late)
      expect((await redeem(api, id, payment)).status).toBe(status)
    }
  })

  it.each(['refuse', 'expire', 'lock'])('RTS-20 a session that ended by %s has no receipt', async (action) => {
    const api = await testApi()
    const { id } = await mintPayment(api)
    const open = await redeem(api, id, payment)
    expect([open.status, open.body.code, open.body.sessionStatus]).toEqual([409, 'session-not-succeeded', 'created'])
    await api.send('POST', `/api/v1/sandbox/sessions/${id}/${action}`)
    expect((await redeem(api, id, payment)).body.code).toBe('session-not-succeeded')
  })

  it('API-03 the same key replays the receipt, and the burning', async () => {
    const api = await testApi()
    const first = await approved(api)
    const key = { 'idempotency-key': 'redeem-1' }
    const one = await redeem(api, first.id, payment, key)
    const two = await redeem(api, first.id, payment, key)
    expect([one.status, two.status, two.headers.get('idempotency-replayed')]).toEqual([200, 200, 'true'])
    expect(two.body).toEqual(one.body)
    const second = await approved(api)
    const burn = { 'idempotency-key': 'redeem-2' }
    const burned = await redeem(api, second.id, of(1), burn)
    const replayed = await redeem(api, second.id, of(1), burn)
    expect([burned.status, replayed.status, replayed.body.code]).toEqual([422, 422, 'operation-differs'])
  })
})
