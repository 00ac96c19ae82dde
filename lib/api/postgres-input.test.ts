import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgresStore } from '../../db/postgres/store.ts'
import { type TestDatabase, testDatabase } from '../../db/postgres/testing/test-database.ts'
import { systemRandom } from '../ports/random.ts'
import { natural, payment, type TestApi, testApi } from './testing/test-api.ts'

// What the other engine takes as it takes any other character, this one cannot keep.
describe('API-05 the character 0 on PostgreSQL', () => {
  let database: TestDatabase
  let api: TestApi
  beforeAll(async () => {
    database = await testDatabase()
    api = await testApi({ store: openPostgresStore(database.url, { random: systemRandom, pause }) })
    await api.send('PUT', '/api/v1/users/ann', natural)
  })
  afterAll(async () => {
    await api.deps.store.close()
    await database.drop()
  })
  const mint = (change: object) =>
    api.send('POST', '/api/v1/sessions', { userId: 'ann', purpose: 'payment', operation: payment, ...change })

  it('is refused where it would be kept', async () => {
    const { status, body } = await mint({ state: 'order\u0000' })
    expect([status, body.errors?.[0]?.path ?? body.code]).toEqual([422, expect.stringMatching(/state|invalid/)])
    expect((await mint({ state: 'order' })).status).toBe(201)
  })

  it.each([
    ['GET', '/api/v1/sessions/ses%00'],
    ['GET', '/api/v1/users/ann%00'],
    ['GET', '/api/v1/events/evt%00'],
    ['GET', '/api/v1/sessions?userId=ann%00'],
    ['GET', `/api/v1/sessions?cursor=${Buffer.from('[1,"a\\u0000"]').toString('base64url')}`],
    ['POST', '/api/v1/sessions/ses%00/cancel'],
    ['DELETE', '/api/v1/webhook-endpoints/we%00'],
  ])('is nothing that is there: %s %s', async (method, path) => {
    expect((await api.send(method, path)).status).toBeLessThan(500)
  })

  it('is in the id of no user, in the name of no payee', async () => {
    expect((await mint({ userId: 'ann\u0000' })).status).toBeLessThan(500)
    const payee = { ...payment.payee, name: 'Lina\u0000Berg' }
    expect((await mint({ operation: { ...payment, payee } })).status).toBeLessThan(500)
  })
})
