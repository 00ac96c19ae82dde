import { describe, expect, it } from 'vitest'
import { showSession, showSessions } from '../session/find-session.ts'
import { sweepOverdue } from '../session/overdue.ts'
import { sessionSchema } from './schemas/session.ts'
import { mintPayment, natural, payment, testApi } from './testing/test-api.ts'
import { mint, withAnn } from './testing/with-ann.ts'

const minute = 60_000

describe('GET /api/v1/sessions', () => {
  it('API-06 tells the class of the outcome and the screen, never which element failed', async () => {
    const api = await withAnn()
    const { body: minted } = await mint(api, {})
    const agent = { browser: 'b', agent: 'Chrome', passkeySupported: false }
    const at = api.deps.clock.now()
    await api.store.record(minted.id, 1, [
      { event: { type: 'claimed', ...agent, locale: 'fr' }, at },
      { event: { type: 'verdict-refused', of: 'identity', failures: 1 }, at },
    ])
    const { body } = await api.send('GET', `/api/v1/sessions/${minted.id}`)
    expect(sessionSchema.parse(body)).toEqual(body)
    expect(body).toMatchObject({ status: 'started', step: 'confirm-email', reason: null })
    expect(JSON.stringify(body)).not.toMatch(/identity|failures|verdict/)
  })

  it('SES-04 is expired at 600 s exactly, written or not', async () => {
    const api = await withAnn()
    const { body } = await mint(api, {})
    const status = async () => (await api.send('GET', `/api/v1/sessions/${body.id}`)).body.status
    api.pass(10 * minute - 1)
    expect(await status()).toBe('created')
    api.pass(1)
    expect(await status()).toBe('expired')
    // The one that the PUT minted is over as well.
    expect(await sweepOverdue(api.deps, 100)).toBe(2)
    expect(await sweepOverdue(api.deps, 100)).toBe(0)
    expect(await api.store.findSession(body.id)).toMatchObject({ outcome: 'expired', reason: 'time-over' })
  })

  it('lists newest first, page by page, and filters', async () => {
    const api = await withAnn()
    await api.send('PUT', '/api/v1/users/bob', { ...natural, category: 'payer' })
    const ids: string[] = []
    for (const value of [1, 2, 3, 4, 5]) {
      api.pass(1000)
      const operation = { ...payment, amount: { value, currency: 'EUR' } }
      ids.unshift((await mint(api, { userId: 'bob', operation })).body.id)
    }
    const page = async (query: string) => (await api.send('GET', `/api/v1/sessions?userId=bob${query}`)).body
    const first = await page('&limit=3')
    expect(first.data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 3))
    const second = await page(`&limit=3&cursor=${first.nextCursor}`)
    expect(second.data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(3))
    expect(second.nextCursor).toBeNull()
    await api.send('POST', `/api/v1/sessions/${ids[1]}/cancel`)
    expect((await page('&status=cancelled')).data.map(({ id }: { id: string }) => id)).toEqual([ids[1]])
    expect((await page('&status=created')).data).toHaveLength(4)
    expect(await page('&status=succeeded')).toEqual({ data: [], nextCursor: null })
  })

  it('looks up where the sessions of a page are in as few questions as for one, and says the same as of each alone', async () => {
    const api = await withAnn()
    const operations = [1, 2, 3, 4].map((value) => ({ ...payment, amount: { value, currency: 'EUR' } }))
    const minted = await Promise.all(operations.map((operation) => mint(api, { operation })))
    const asked: string[] = []
    const store = new Proxy(api.store, {
      get: (target, verb: string) => {
        const call = Reflect.get(target, verb) as (...given: unknown[]) => unknown
        return (...given: unknown[]) => {
          asked.push(verb)
          return call(...given)
        }
      },
    })
    const { sessions } = await store.listSessions({ platformId: api.platform.id, limit: 10, now: api.deps.clock.now() })
    // And the enrolment that the new user needs.
    expect(sessions).toHaveLength(minted.length + 1)
    const shown = await showSessions({ ...api.deps, store }, sessions)
    expect(asked).toEqual(['listSessions', 'loadSessions'])
    const alone = await Promise.all(sessions.map((session) => showSession(api.deps, session)))
    expect(shown).toEqual(alone)
    const { body } = await api.send('GET', '/api/v1/sessions?userId=ann')
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual(sessions.map(({ id }) => id))
  })

  it.each(['status=done', 'limit=0', 'limit=101', 'limit=x', 'cursor=x', 'colour=red', 'userId=a%20b'])(
    '?%s is refused',
    async (query) => {
      const { status, body } = await (await testApi()).send('GET', `/api/v1/sessions?${query}`)
      expect([status, body.code]).toEqual([422, 'invalid-parameter'])
    },
  )
})

describe('POST /api/v1/sessions/{id}/cancel', () => {
  it('DL-05 ends an open session, once', async () => {
    const api = await testApi()
    const session = await mintPayment(api)
    const cancelled = await api.send('POST', `/api/v1/sessions/${session.id}/cancel`)
    expect(cancelled.status).toBe(200)
    expect(cancelled.body).toMatchObject({
      status: 'cancelled',
      reason: 'by-platform',
      endedAt: '2026-08-01T12:00:00.000Z',
    })
    expect((await api.send('GET', `/api/v1/sessions/${session.id}`)).body).toEqual(cancelled.body)
    const again = await api.send('POST', `/api/v1/sessions/${session.id}/cancel`, {})
    expect([again.status, again.body.code, again.body.sessionStatus]).toEqual([409, 'session-ended', 'cancelled'])
  })

  it('finds an expired session expired', async () => {
    const api = await testApi()
    const session = await mintPayment(api)
    api.pass(10 * minute)
    const { status, body } = await api.send('POST', `/api/v1/sessions/${session.id}/cancel`)
    expect([status, body.sessionStatus]).toEqual([409, 'expired'])
  })

  it('against an outcome of the same moment: one of the two is written', async () => {
    const api = await testApi()
    const { id } = await mintPayment(api)
    const calls = [`sessions/${id}/cancel`, `sandbox/sessions/${id}/approve`, `sandbox/sessions/${id}/refuse`]
    const answers = await Promise.all([...calls, ...calls].map((path) => api.send('POST', `/api/v1/${path}`)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409])
    const { events } = (await api.store.loadSession(id)) ?? { events: [] }
    expect(events.filter(({ event }) => event.type === 'ended')).toHaveLength(1)
  })

  it('DL-05 nothing else changes a session', async () => {
    const api = await testApi()
    const { id } = await mintPayment(api)
    for (const method of ['PATCH', 'PUT', 'DELETE', 'POST']) {
      const { status, headers } = await api.send(method, `/api/v1/sessions/${id}`, { operation: payment })
      expect([method, status, headers.get('allow')]).toEqual([method, 405, 'GET, HEAD'])
    }
  })
})
