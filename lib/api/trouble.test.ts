import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTroubled, type Troubled } from '../../db/sqlite/testing/trouble.ts'
import { approved, redeem } from './testing/approved.ts'
import { mintPayment, payment, start, type TestApi, testApi } from './testing/test-api.ts'

let folder: string
let path: string
let trouble: Troubled
let api: TestApi
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assent-trouble-'))
  path = join(folder, 'assent.db')
  trouble = openTroubled(path)
  api = await testApi({ store: trouble.store, turnsMachine: true })
})
afterEach(async () => {
  await api.store.close()
  rmSync(folder, { recursive: true })
})

const mint = (key: string, value = 3100) =>
  api.send(
    'POST',
    '/api/v1/sessions',
    { userId: 'ann', purpose: 'payment', operation: { ...payment, amount: { value, currency: 'EUR' } } },
    { 'idempotency-key': key },
  )
/** What a probe sees, once what was found before is old. */
async function ready() {
  api.forget()
  const { status, headers, body } = await api.send('GET', '/readyz')
  return { status, retryAfter: headers.get('retry-after'), code: body.code, checks: body.checks }
}

describe.each([
  ['full', (on: Troubled) => on.fill()],
  ['read-only', (on: Troubled) => on.freeze()],
] as const)('REL-08 a database that is %s', (word, begin) => {
  it('refuses with 503, keeps what was committed, accepts nothing twice, and goes on by itself', async () => {
    const before = await mintPayment(api)
    const succeeded = await approved(api, { state: 'kept' }, 'ben')
    const sessions = async () => (await api.send('GET', '/api/v1/sessions?userId=ann&limit=100')).body.data.length
    const beforehand = await sessions()
    begin(trouble)
    // The pages that are there have room for a little.
    const answers = []
    for (let i = 0; i < 200 && answers.at(-1)?.status !== 503; i++) answers.push(await mint(`k${i}`, 1000 + i))
    const refused = answers.at(-1)
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } })
    expect(refused?.headers.get('retry-after')).toBe('5')
    expect(JSON.stringify(refused?.body)).not.toMatch(/sqlite|assent\.db|stack/i)

    expect((await api.send('GET', '/healthz')).status).toBe(200)
    expect(await ready()).toMatchObject({
      status: 503,
      retryAfter: '5',
      code: 'not-ready',
      checks: { database: word, serving: 'ok' },
    })
    expect((await api.send('GET', `/api/v1/sessions/${before.id}`)).body.status).toBe('created')
    expect((await redeem(api, succeeded.id, payment, { 'idempotency-key': 'r' })).status).toBe(503)

    trouble.heal()
    expect(await ready()).toMatchObject({ status: 200, checks: { database: 'ok' } })
    const again = await mint(`k${answers.length - 1}`, 1000 + answers.length - 1)
    expect(again.status).toBe(201)
    const replayed = await mint(`k${answers.length - 1}`, 1000 + answers.length - 1)
    expect(replayed.body).toEqual(again.body)
    expect((await redeem(api, succeeded.id, payment, { 'idempotency-key': 'r' })).status).toBe(200)
    expect((await redeem(api, succeeded.id, payment)).body.code).toBe('already-redeemed')
    const minted = answers.filter(({ status }) => status === 201).length
    expect(await sessions()).toBe(beforehand + minted + 1)
  })
})

describe('REL-08 a database that does not answer', () => {
  it('is told apart from a mistake, and never in its own words', async () => {
    await api.store.close()
    const { status, body, headers } = await api.send('GET', '/api/v1/users/ann')
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'unavailable', '5'])
    expect(await ready()).toMatchObject({ status: 503, checks: { database: 'no-answer', clock: 'unknown' } })
    expect((await api.send('GET', '/healthz')).status).toBe(200)
  })
})

describe('what stops everything', () => {
  it('REL-05 a file that was replaced under the server is neither read nor written any more', async () => {
    await mintPayment(api)
    expect(await ready()).toMatchObject({ status: 200, checks: { lease: 'ok' } })
    writeFileSync(`${path}.restored`, '')
    renameSync(`${path}.restored`, path)
    expect(await ready()).toMatchObject({ status: 503, checks: { lease: 'lost', database: 'ok' } })
    const refused = await mint('k')
    expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([503, 'not-ready', '5'])
    expect(api.lines.join()).toContain('lease lost')
  })

  it('REL-09 nothing is minted or finished by a clock that is behind what the database knows', async () => {
    const { id } = await mintPayment(api)
    await api.store.markHistory(start + 600_000, null)
    const behind = await testApi({ store: api.store, turnsMachine: true })
    expect((await behind.send('GET', '/readyz')).body.checks).toMatchObject({ clock: 'behind', database: 'ok' })
    for (const [method, path] of [
      ['GET', `/api/v1/sessions/${id}`],
      ['POST', '/api/v1/sessions'],
      ['POST', `/api/v1/sessions/${id}/cancel`],
      ['POST', `/api/v1/sessions/${id}/redeem`],
      ['POST', '/sms-reports/twilio'],
    ] as const) {
      const { status, body } = await behind.send(method, path, method === 'POST' ? {} : undefined)
      expect([method, path, status, body.code]).toEqual([method, path, 503, 'not-ready'])
    }
    expect((await behind.send('GET', '/.well-known/jwks.json')).status).toBe(200)
    // The time that the database knows comes by itself.
    behind.pass(595_000)
    behind.forget()
    expect((await behind.send('GET', '/readyz')).status).toBe(200)
  })

  it('REL-09 nothing lives longer by a clock that is set back under the server', async () => {
    const { id } = await mintPayment(api)
    const look = async () => {
      api.forget()
      return (await api.send('GET', '/readyz')).body
    }
    api.pass(590_000)
    expect(await look()).toMatchObject({ status: 'ok' })
    // Less than clocks may differ by.
    api.setClock(-5_000)
    expect(await look()).toMatchObject({ status: 'ok' })
    api.setClock(-580_000)
    expect(await look()).toMatchObject({ code: 'not-ready', checks: { clock: 'behind', database: 'ok' } })
    expect((await api.send('GET', `/api/v1/sessions/${id}`)).body.code).toBe('not-ready')
    api.setClock(580_000)
    expect(await look()).toMatchObject({ status: 'ok' })
  })

  it('REL-09 no block ends early by a clock that is set ahead under the server', async () => {
    const block = await api.send('POST', `/api/v1/sandbox/sessions/${(await mintPayment(api)).id}/lock`)
    expect(block.status).toBe(200)
    const again = () =>
      api.send('POST', '/api/v1/sessions', { userId: 'ann', purpose: 'payment', operation: payment, state: 'x' })
    expect((await again()).body.code).toBe('user-blocked')
    api.setClock(16 * 60_000)
    // At once, before anybody looked.
    expect((await again()).body.code).toBe('not-ready')
    api.forget()
    expect((await api.send('GET', '/readyz')).body).toMatchObject({ checks: { clock: 'ahead', database: 'ok' } })
    expect((await again()).body.code).toBe('not-ready')
    // What was jumped over has gone by: so has the block.
    api.pass(16 * 60_000)
    api.forget()
    expect((await api.send('GET', '/readyz')).status).toBe(200)
    expect((await again()).status).toBe(201)
  })

  it('REL-09 a clock that was set a year ahead and is set right again is believed at once', async () => {
    const year = 365 * 86_400_000
    api.setClock(year)
    for (const [ms, clock] of [
      [2_000, 'ahead'],
      [2_000, 'ahead'],
      [-year, 'ok'],
    ] as const) {
      if (ms > 0) api.pass(ms)
      else api.setClock(ms)
      api.forget()
      expect((await api.send('GET', '/readyz')).body.checks).toMatchObject({ clock, database: 'ok' })
    }
  })

  it('REL-09 stays stopped by what was found last while nobody can look again', async () => {
    const { id } = await mintPayment(api)
    await api.store.markHistory(start + 600_000, null)
    const behind = await testApi({ store: api.store, turnsMachine: true })
    trouble.freeze()
    behind.forget()
    const { checks } = (await behind.send('GET', '/readyz')).body
    expect(checks).toMatchObject({ clock: 'unknown', database: 'read-only' })
    expect((await behind.send('GET', `/api/v1/sessions/${id}`)).body.code).toBe('not-ready')
    trouble.heal()
    behind.pass(595_000)
    behind.forget()
    expect((await behind.send('GET', '/readyz')).status).toBe(200)
    expect((await behind.send('GET', `/api/v1/sessions/${id}`)).body.code).toBe('not-found')
  })

  it('REL-09 an operator who knows better begins a new epoch', async () => {
    await api.store.markHistory(start + 365 * 86_400_000, null)
    const behind = await testApi({ store: api.store, turnsMachine: true })
    expect((await behind.send('GET', '/readyz')).status).toBe(503)
    await behind.store.beginEpoch({ after: 1, atLeast: 0, reason: 'restored', at: start, knownUntil: null })
    behind.forget()
    expect((await behind.send('GET', '/readyz')).status).toBe(200)
  })

  it('REL-08 probes share one look, and a second one a moment later asks nobody', async () => {
    const before = (await api.store.markHistory(start, null)).mark
    api.forget()
    const answers = await Promise.all(Array.from({ length: 50 }, () => api.send('GET', '/readyz')))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect((await api.send('GET', '/readyz')).status).toBe(200)
    expect((await api.store.markHistory(start, null)).mark).toBe(before + 2)
  })
})
