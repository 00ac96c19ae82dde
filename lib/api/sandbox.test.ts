import { describe, expect, it } from 'vitest'
import { sandboxOutcome } from '../session/sandbox-outcome.ts'
import { approved, redeem } from './testing/approved.ts'
import { enrol } from './testing/enrol.ts'
import { mintPayment, natural, payment, testApi } from './testing/test-api.ts'

const minute = 60_000

describe('TR-06 the sandbox ends sessions', () => {
  it.each([
    ['approve', undefined, 'succeeded', null],
    ['refuse', undefined, 'refused', 'cancelled'],
    ['refuse', {}, 'refused', 'cancelled'],
    ['refuse', { reason: 'not-me' }, 'refused', 'not-me'],
    ['expire', undefined, 'expired', null],
    ['lock', {}, 'failed', 'too-many-tries'],
  ])('%s with %j: %s', async (action, body, status, reason) => {
    const api = await testApi()
    const { id } = await mintPayment(api)
    const ended = await api.send('POST', `/api/v1/sandbox/sessions/${id}/${action}`, body)
    expect(ended.status).toBe(200)
    expect(ended.body).toMatchObject({ id, status, reason, endedAt: '2026-08-01T12:00:00.000Z' })
    const again = await api.send('POST', `/api/v1/sandbox/sessions/${id}/approve`)
    expect([again.status, again.body.sessionStatus]).toEqual([409, status])
  })

  it('approve makes no credential, not even of what the browser half made', async () => {
    const api = await testApi()
    const { id } = await mintPayment(api)
    const pin = { hash: 'h', pepperKeyId: 'p', createdAt: 0 }
    await api.store.record(
      id,
      1,
      [{ event: { type: 'pin-staged' }, at: 0 }],
      [{ do: 'stage', staged: { method: 'pin', pin } }],
    )
    expect((await api.send('POST', `/api/v1/sandbox/sessions/${id}/approve`)).status).toBe(200)
    const { body } = await redeem(api, id, payment)
    expect(body.claims).toMatchObject({
      enrolledInSession: false,
      bootstrap: null,
      replaced: [],
      amr: [{ method: 'sandbox' }],
    })
    expect((await api.send('GET', '/api/v1/users/ann')).body).toMatchObject({
      factors: [],
      status: 'pending-enrolment',
      lastScaAt: '2026-08-01T12:00:00.000Z',
    })
  })

  it('approve of a contact-change confirms it', async () => {
    const api = await testApi()
    await api.send('PUT', '/api/v1/users/ann', natural)
    await enrol(api, 'ann')
    const put = await api.send('PUT', '/api/v1/users/ann', { ...natural, email: 'new@example.com' })
    await api.send('POST', `/api/v1/sandbox/sessions/${put.body.pendingUserAction.sessionId}/approve`)
    expect((await api.send('GET', '/api/v1/users/ann')).body.status).toBe('active')
  })

  it('lock blocks the user as the fifth failure does, and the block ends', async () => {
    const api = await testApi()
    const { id } = await mintPayment(api)
    await api.send('POST', `/api/v1/sandbox/sessions/${id}/lock`)
    const user = async () => (await api.send('GET', '/api/v1/users/ann')).body
    expect(await user()).toMatchObject({ status: 'blocked', blockedUntil: '2026-08-01T12:15:00.000Z' })
    api.pass(15 * minute)
    expect(await user()).toMatchObject({ status: 'pending-enrolment', blockedUntil: null })
  })

  it('a session whose credentials changed meanwhile cannot be approved', async () => {
    const api = await testApi()
    const { id } = await mintPayment(api)
    await api.send('PUT', '/api/v1/users/ann', { ...natural, email: 'new@example.com' })
    const { status, body } = await api.send('POST', `/api/v1/sandbox/sessions/${id}/approve`)
    expect([status, body.sessionStatus]).toEqual([409, 'failed'])
    expect((await api.send('GET', `/api/v1/sessions/${id}`)).body.reason).toBe('superseded')
  })

  it('an expired session cannot be approved', async () => {
    const api = await testApi()
    const { id } = await mintPayment(api)
    api.pass(10 * minute)
    const { status, body } = await api.send('POST', `/api/v1/sandbox/sessions/${id}/approve`)
    expect([status, body.sessionStatus]).toEqual([409, 'expired'])
  })

  it('OPS-01 live mode throws below the API as well', async () => {
    const api = await testApi({ mode: 'live' })
    const { id } = await mintPayment(api)
    await expect(sandboxOutcome(api.deps, api.platform, id, 'approve')).rejects.toThrow('only a sandbox')
  })
})

describe('the inbox', () => {
  it('shows messages newest first, of one recipient where asked', async () => {
    const api = await testApi()
    const { deps, platform } = api
    await deps.smsSender.send({ reference: 'r', to: '+33611111111', text: 'one', platformId: platform.id })
    api.pass(1)
    await deps.mailer.send({ to: 'Ann@example.com', subject: 'Two', text: 'two', platformId: platform.id })
    const inbox = async (query: string) => (await api.send('GET', `/api/v1/sandbox/inbox${query}`)).body
    const all = await inbox('')
    expect(all).toEqual({
      data: [
        {
          id: expect.stringMatching(/^msg_/),
          channel: 'email',
          to: 'Ann@example.com',
          subject: 'Two',
          text: 'two',
          createdAt: '2026-08-01T12:00:00.001Z',
        },
        {
          id: expect.stringMatching(/^msg_/),
          channel: 'sms',
          to: '+33611111111',
          text: 'one',
          createdAt: '2026-08-01T12:00:00.000Z',
        },
      ],
      nextCursor: null,
    })
    for (const to of ['+33611111111', '%2B33611111111', '33611111111'])
      expect((await inbox(`?to=${to}`)).data).toEqual([all.data[1]])
    expect((await inbox('?to=ann@EXAMPLE.com')).data).toEqual([all.data[0]])
    expect((await inbox('?limit=1')).data).toEqual([all.data[0]])
  })
})

describe('TR-01 TR-04 evidence', () => {
  it('tells the whole log with hashes that verify, and the receipt once it was redeemed', async () => {
    const api = await testApi()
    const { id } = await approved(api)
    const path = `/api/v1/sessions/${id}/evidence`
    const before = (await api.send('GET', path)).body
    expect(before.receipt).toBeNull()
    expect(before.log).toMatchObject({ verified: true, brokenAt: null })
    const { claims } = (await redeem(api, id, payment)).body
    const { evidenceSchema } = await import('./schemas/evidence.ts')
    const after = (await api.send('GET', path)).body
    expect(evidenceSchema.parse(after)).toEqual(after)
    const { iss: _, aud: __, iat: ___, exp: ____, ...fixed } = claims
    expect(after.receipt).toEqual(fixed)
    expect(after.log.head).toBe(claims.evidenceHash)
  })

  it('names languages, tries and factors, and holds no secret', async () => {
    const api = await testApi()
    const { id, redirectUrl } = await mintPayment(api, { state: 'x' })
    const at = api.deps.clock.now()
    await api.store.record(id, 1, [
      { event: { type: 'claimed', browser: 'b', agent: 'Chrome', locale: 'fr', passkeySupported: false }, at },
      { event: { type: 'locale-chosen', locale: 'de' }, at },
      { event: { type: 'pin-staged' }, at },
      { event: { type: 'phone-staged', tail: '11', fromPlatform: true }, at },
      { event: { type: 'verdict-refused', of: 'identity', failures: 1 }, at },
      { event: { type: 'identity-confirmed' }, at },
    ])
    const { body } = await api.send('GET', `/api/v1/sessions/${id}/evidence`)
    expect(body.shown).toMatchObject({ platformName: api.platform.name, operation: payment, language: 'de' })
    expect(body.shown.languages.map(({ seq, locale }: { seq: number; locale: string }) => [seq, locale])).toEqual([
      [2, 'fr'],
      [3, 'de'],
    ])
    expect(body.tries).toEqual([{ seq: 6, at: '2026-08-01T12:00:00.000Z', of: 'identity', failures: 1 }])
    expect(body.factors).toEqual([
      { method: 'pin', category: 'knowledge', origin: 'staged' },
      { method: 'sms-code', category: 'possession', origin: 'staged' },
    ])
    for (const secret of [redirectUrl.split('token=')[1], 'ann@example.com', '33611111111']) {
      expect(JSON.stringify(body)).not.toContain(secret)
    }
  })
})
