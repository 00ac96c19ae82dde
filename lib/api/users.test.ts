import { describe, expect, it } from 'vitest'
import { userSchema } from './schemas/user.ts'
import { enrol } from './testing/enrol.ts'
import { natural, type TestApi, testApi } from './testing/test-api.ts'

const put = (api: TestApi, change: object = {}, userId = 'ann') =>
  api.send('PUT', `/api/v1/users/${userId}`, { ...natural, ...change })
const get = async (api: TestApi, userId = 'ann') => (await api.send('GET', `/api/v1/users/${userId}`)).body

describe('PUT /api/v1/users/{userId}', () => {
  it('creates a user who has to enrol, and says so', async () => {
    const api = await testApi()
    const created = await put(api)
    expect(created.status).toBe(201)
    expect(userSchema.parse(created.body)).toEqual(created.body)
    expect(created.body).toMatchObject({ userId: 'ann', status: 'pending-enrolment', factors: [], lastScaAt: null })
    expect(created.body.pendingUserAction.redirectUrl).toMatch(/^https:\/\/sca\.example\/\?token=sca_[\w-]{43}$/)
    expect(created.body.pendingUserAction.expiresAt).toBe('2026-08-01T12:10:00.000Z')
    const session = await api.send('GET', `/api/v1/sessions/${created.body.pendingUserAction.sessionId}`)
    expect(session.body).toMatchObject({ purpose: 'enrolment', operation: null, status: 'created' })
    expect((await put(api)).status).toBe(200)
  })

  it('CRED-01 shows no contact in clear, ever', async () => {
    const api = await testApi()
    const written = JSON.stringify([(await put(api)).body, await get(api)]) + api.lines.join('\n')
    for (const secret of ['ann@example.com', '33611111111', '611111111']) expect(written).not.toContain(secret)
    expect(await get(api)).toMatchObject({ emailMask: 'a•••@e•••.com', phoneMask: '+33 • •• •• •• 11' })
  })

  it('GET mints nothing', async () => {
    const api = await testApi()
    await put(api)
    expect(await get(api)).toMatchObject({ pendingUserAction: null })
  })

  it('a payer never needs SCA', async () => {
    const { body } = await put(await testApi(), { category: 'payer' })
    expect(body).toMatchObject({ status: 'active', pendingUserAction: null })
  })

  it('an enrolled user has nothing to do', async () => {
    const api = await testApi()
    await put(api)
    await enrol(api, 'ann', ['pin', 'phone', 'passkey'])
    const { body } = await put(api)
    expect(body).toMatchObject({ status: 'active', pendingUserAction: null, lastScaAt: '2026-08-01T12:00:00.000Z' })
    expect(body.accessValidUntil).toBe('2027-01-28T12:00:00.000Z')
    expect(body.factors).toEqual([
      { method: 'passkey', createdAt: '2026-08-01T12:00:00.000Z' },
      { method: 'pin', createdAt: '2026-08-01T12:00:00.000Z' },
      { method: 'phone', createdAt: '2026-08-01T12:00:00.000Z', mask: '+33 • •• •• •• 11', differsFromProfile: false },
    ])
  })

  it('PII-01 a phone typed in a session is told by its mask and a flag alone', async () => {
    const api = await testApi()
    await put(api)
    await enrol(api, 'ann', ['pin', 'phone'], '+33622222222')
    const { factors, phoneMask } = await get(api)
    expect(factors[1]).toMatchObject({ mask: '+33 • •• •• •• 22', differsFromProfile: true })
    expect(phoneMask).toBe('+33 • •• •• •• 11')
  })

  it("a legal user's representative is who acts", async () => {
    const api = await testApi()
    const { body } = await put(api, {
      type: 'legal',
      name: 'Northwind',
      email: 'office@firm.example',
      legalRepresentative: { email: 'zoe@firm.example', phoneNumber: '+4915123456789', firstName: 'Zoe' },
    })
    expect(body).toMatchObject({ emailMask: 'z•••@f•••.example', phoneMask: expect.stringMatching(/^\+49 .*89$/) })
  })

  it.each([
    [{ phoneNumber: '0611111111' }, 'phone-invalid', 'phoneNumber'],
    [{ phoneNumber: '+331' }, 'phone-invalid', 'phoneNumber'],
    [{ phoneNumber: '+33999999999999' }, 'phone-invalid', 'phoneNumber'],
    [{ phoneNumber: '+33611111111 ext. 5' }, 'phone-invalid', 'phoneNumber'],
    [{ phoneNumber: '' }, 'phone-invalid', 'phoneNumber'],
    [{ email: null }, 'email-missing', 'email'],
    [{ type: 'legal' }, 'legal-representative-missing', 'legalRepresentative'],
    [{ legalRepresentative: { email: 'z@firm.example' } }, 'legal-representative-not-allowed', 'legalRepresentative'],
    [
      { type: 'legal', legalRepresentative: { email: 'z@firm.example', phoneNumber: '1' } },
      'phone-invalid',
      'legalRepresentative.phoneNumber',
    ],
  ])('%j is refused', async (change, code, at) => {
    const { status, body } = await put(await testApi(), change)
    expect(status).toBe(422)
    expect(body).toMatchObject({ code, at })
  })

  it.each([
    { email: 'nobody' },
    { email: 'a@b@c.example' },
    { email: `${'a'.repeat(250)}@example.com` },
    { type: 'robot' },
    { category: undefined },
    { locale: 'xx' },
    { locale: 5 },
    { isAdmin: true },
    { legalRepresentative: { email: 'a@b.example', isAdmin: true } },
    { firstName: 'x'.repeat(141) },
  ])('%j does not fit the schema', async (change) => {
    const { status, body } = await put(await testApi(), change)
    expect([status, body.code]).toEqual([422, 'invalid-body'])
  })

  it('I18N-01 folds the region of a locale', async () => {
    expect((await put(await testApi(), { locale: 'pt-BR' })).body.locale).toBe('pt')
  })

  it('refuses an id that would have to be escaped', async () => {
    const { status, body } = await put(await testApi(), {}, 'a%20b')
    expect([status, body.code]).toEqual([422, 'invalid-parameter'])
  })

  it('without a registered return URL the user is saved and nothing is minted', async () => {
    const api = await testApi()
    await api.store.updatePlatform({ ...api.platform, returnUrls: [] })
    const { status, body } = await put(api)
    expect([status, body.pendingUserAction]).toEqual([201, null])
  })
})

describe('a change of contacts', () => {
  async function enrolled(): Promise<TestApi> {
    const api = await testApi()
    await put(api)
    await enrol(api, 'ann')
    return api
  }
  const row = async (api: TestApi) => {
    const found = await api.store.findUser(api.platform.id, 'ann')
    if (!found) throw new Error('no user')
    return found.user
  }

  it('of the email has to be confirmed, and keeps the last confirmed address', async () => {
    const api = await enrolled()
    const before = await row(api)
    const { body } = await put(api, { email: 'new@example.com' })
    expect(body.status).toBe('pending-contact-change')
    const session = await api.send('GET', `/api/v1/sessions/${body.pendingUserAction.sessionId}`)
    expect(session.body.purpose).toBe('contact-change')
    const after = await row(api)
    expect(after).toMatchObject({ emailChanged: true, phoneChanged: false, previousEmailSealed: before.emailSealed })
    expect(after.credentialsVersion).toBe(before.credentialsVersion + 1)
    await put(api, { email: 'newer@example.com' })
    expect(await row(api)).toMatchObject({ emailChanged: true, previousEmailSealed: before.emailSealed })
  })

  it('back to the confirmed address leaves nothing to confirm', async () => {
    const api = await enrolled()
    await put(api, { email: 'new@example.com' })
    expect((await put(api)).body).toMatchObject({ status: 'active', pendingUserAction: null })
    expect(await row(api)).toMatchObject({ emailChanged: false, previousEmailSealed: null })
  })

  it('by letter case alone is none', async () => {
    const api = await enrolled()
    const before = await row(api)
    expect((await put(api, { email: 'Ann@EXAMPLE.com' })).body.status).toBe('active')
    expect((await row(api)).credentialsVersion).toBe(before.credentialsVersion)
  })

  it('of the phone compares with what the platform gave last, not with what the user typed', async () => {
    const api = await testApi()
    await put(api)
    await enrol(api, 'ann', ['pin', 'phone'], '+33622222222')
    expect((await put(api)).body.status).toBe('active')
    expect((await put(api, { phoneNumber: '+33633333333' })).body.status).toBe('pending-contact-change')
  })

  it('to the number the user proved already leaves nothing to confirm', async () => {
    const api = await testApi()
    await put(api)
    await enrol(api, 'ann', ['pin', 'phone'], '+33622222222')
    expect((await put(api, { phoneNumber: '+33622222222' })).body.status).toBe('active')
  })

  it('that takes the number away leaves nothing to confirm', async () => {
    const api = await enrolled()
    expect((await put(api, { phoneNumber: undefined })).body).toMatchObject({ status: 'active', phoneMask: null })
  })

  it('of both needs a reset where the policy is strict', async () => {
    const api = await enrolled()
    const { body } = await put(api, { email: 'new@example.com', phoneNumber: '+33633333333' })
    expect(body).toMatchObject({ status: 'pending-contact-change', pendingUserAction: null })
    const minted = await api.send('POST', '/api/v1/sessions', { userId: 'ann', purpose: 'contact-change' })
    expect([minted.status, minted.body.code]).toEqual([409, 'reset-required'])
  })

  it('of a user without credentials changes nothing but voids what is open', async () => {
    const api = await testApi()
    const first = (await put(api)).body.pendingUserAction.sessionId
    expect((await put(api, { email: 'new@example.com' })).body.status).toBe('pending-enrolment')
    expect(await row(api)).toMatchObject({ emailChanged: false, phoneChanged: false, credentialsVersion: 2 })
    expect((await api.send('GET', `/api/v1/sessions/${first}`)).body).toMatchObject({
      status: 'cancelled',
      reason: 'newer-session',
    })
  })

  it('20 at once: each is written, one after the other', async () => {
    const api = await enrolled()
    const before = await row(api)
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => put(api, { email: `ann${i}@example.com` })))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
    expect((await row(api)).credentialsVersion).toBe(before.credentialsVersion + 20)
  })
})
