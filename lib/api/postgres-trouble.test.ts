import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPostgresStore } from '../../db/postgres/store.ts'
import { type TcpProxy, tcpProxy } from '../../db/postgres/testing/tcp-proxy.ts'
import { type TestDatabase, testDatabase } from '../../db/postgres/testing/test-database.ts'
import { systemRandom } from '../ports/random.ts'
import { readinessOf } from '../readiness/readiness.ts'
import { createApi } from './create-api.ts'
import { approved, redeem } from './testing/approved.ts'
import { mintPayment, natural, payment, type TestApi, testApi } from './testing/test-api.ts'

let database: TestDatabase
let way: TcpProxy
let api: TestApi
const connections = 3
beforeEach(async () => {
  database = await testDatabase()
  way = await tcpProxy(Number(new URL(database.url).port))
  const url = new URL(database.url)
  url.port = `${way.port}`
  api = await testApi({ store: openPostgresStore(url.href, { random: systemRandom, pause }, { connections }) })
})
afterEach(async () => {
  way.go()
  await api.store.close()
  await way.close()
  await database.drop()
})

const mint = (key: string) =>
  api.send(
    'POST',
    '/api/v1/sessions',
    { userId: 'ann', purpose: 'payment', operation: payment },
    { 'idempotency-key': key },
  )
async function ready() {
  api.forget()
  const { status, body, headers } = await api.send('GET', '/readyz')
  return { status, retryAfter: headers.get('retry-after'), checks: body.checks }
}
const refused = { status: 503, body: { code: 'unavailable' } }
const alive = async () => (await api.send('GET', '/healthz')).status

describe('REL-08 PostgreSQL', () => {
  it('that is down: 503, nothing half done, and on without a restart', async () => {
    await mintPayment(api)
    way.cut()
    const answer = await mint('k')
    expect(answer).toMatchObject(refused)
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(JSON.stringify(answer.body)).not.toMatch(/127\.0\.0\.1|postgres|ECONN/)
    expect(await ready()).toMatchObject({ status: 503, retryAfter: '5', checks: { database: 'no-answer' } })
    expect(await alive()).toBe(200)
    way.go()
    expect(await ready()).toMatchObject({ status: 200, checks: { database: 'ok' } })
    const again = await mint('k')
    expect(again.status).toBe(201)
    expect((await mint('k')).body).toEqual(again.body)
  })

  it('that says nothing: probes are answered all the same, requests in time, and on without a restart', async () => {
    await mintPayment(api)
    const succeeded = await approved(api, { state: 'kept' }, 'ben')
    way.stall()
    const probe = ready()
    const requests = [mint('k'), redeem(api, succeeded.id, payment, { 'idempotency-key': 'r' })]
    expect(await probe).toMatchObject({ status: 503, checks: { database: 'no-answer' } })
    expect(await alive()).toBe(200)
    for (const answer of await Promise.all(requests)) expect(answer).toMatchObject(refused)
    way.go()
    // What was said into the silence may be done meanwhile; said again, it is the same.
    const minted = await untilAnswered(() => mint('k'))
    expect((await mint('k')).body).toEqual(minted.body)
    const first = await untilAnswered(() => redeem(api, succeeded.id, payment, { 'idempotency-key': 'r' }))
    expect((await redeem(api, succeeded.id, payment)).body).toMatchObject({
      code: 'already-redeemed',
      jti: first.body.claims.jti,
    })
    expect(await ready()).toMatchObject({ status: 200 })
  })

  it('REL-15 that is busy beyond all patience: it is ready all the same, 503 for who waits for a lock and who waits for a connection', async () => {
    await mintPayment(api)
    const holder = new pg.Client({ connectionString: database.url })
    await holder.connect()
    await holder.query('begin')
    await holder.query('lock table "user" in access exclusive mode')
    const answers = Promise.all(Array.from({ length: 3 * connections }, (_, i) => mint(`k${i}`)))
    const waiting = `select count(*)::int as many from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
    for (let many = 0; many < connections; ) many = (await database.query(waiting)).rows[0].many
    // All connections are taken, and yet the database answers: whoever looks after the server must not take it for dead.
    expect(await ready()).toMatchObject({ status: 200, checks: { database: 'ok' } })
    for (const answer of await answers) expect(answer).toMatchObject(refused)
    expect(await alive()).toBe(200)
    await holder.query('rollback')
    await holder.end()
    expect((await mint('k0')).status).toBe(201)
    expect(await ready()).toMatchObject({ status: 200 })
  })

  it('that takes no writes: reads are answered, writes are 503, and on without a restart', async () => {
    const { id } = await mintPayment(api)
    const name = new URL(database.url).pathname.slice(1)
    const set = async (value: string) => {
      await database.query(`alter database ${name} set default_transaction_read_only = ${value}`)
      way.cut()
      way.go()
    }
    await set('on')
    const reading = await untilAnswered(() => api.send('GET', `/api/v1/sessions/${id}`))
    expect(reading.body.status).toBe('created')
    expect(await mint('k')).toMatchObject(refused)
    expect(await ready()).toMatchObject({ status: 503, checks: { database: 'read-only' } })
    await database.query(
      `begin; set transaction read write; alter database ${name} reset default_transaction_read_only; commit`,
    )
    way.cut()
    way.go()
    expect((await untilAnswered(() => mint('k'))).status).toBe(201)
    expect(await ready()).toMatchObject({ status: 200 })
  })

  it('that is down at the start: the server says so, and nothing of its address or password', async () => {
    way.cut()
    const url = new URL(database.url)
    url.port = `${way.port}`
    const store = openPostgresStore(url.href, { random: systemRandom, pause })
    const fault = await readinessOf({ ...api.deps, store }).catch((thrown) => thrown)
    expect(fault).toBeInstanceOf(Error)
    expect(fault.message).toMatch(/^The database does not answer/)
    expect(fault.message).not.toContain(url.password)
    await store.close()
  })
})

describe('what a server on PostgreSQL stops for', () => {
  it.each([
    ['ahead', 30_000],
    ['behind', -600_000],
  ])('REL-09 a clock that is %s of the database’s mints and finishes nothing', async (word, skewMs) => {
    await api.send('PUT', '/api/v1/users/ann', natural)
    const readiness = await readinessOf(api.deps, { now: () => Date.now() + skewMs })
    const skewed = createApi(api.deps, readiness)
    const headers = { authorization: `Bearer ${api.key}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ userId: 'ann', purpose: 'payment', operation: payment })
    const answer = await skewed.request('/api/v1/sessions', { method: 'POST', headers, body })
    expect([answer.status, (await answer.json()).code]).toEqual([503, 'not-ready'])
    const probe = await skewed.request('/readyz')
    expect([probe.status, (await probe.json()).checks]).toMatchObject([503, { clock: word, database: 'ok' }])
  })

  it('REL-07 a restored copy under running servers begins an epoch with the next look', async () => {
    const { id } = await mintPayment(api)
    const name = new URL(database.url).pathname.slice(1)
    const other = await testDatabase()
    // While nobody is connected, as a template must be.
    way.cut()
    await other.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [name])
    await other.query(`create database ${name}_backup template ${name}`)
    way.go()
    expect((await ready()).status).toBe(200)
    expect((await ready()).status).toBe(200)
    way.cut()
    await other.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [name])
    await other.query(`drop database ${name}`)
    await other.query(`alter database ${name}_backup rename to ${name}`)
    way.go()
    expect(await ready()).toMatchObject({ status: 200, checks: { epoch: 'ok' } })
    expect((await api.store.listEpochs()).map(({ number, reason }) => [number, reason])).toEqual([
      [1, 'first'],
      [2, 'went-back'],
    ])
    expect((await api.send('GET', `/api/v1/sessions/${id}`)).body.status).toBe('cancelled')
    await other.drop()
  })
})

/** What a platform does: the same request again while it is told to. */
async function untilAnswered<T extends { readonly status: number }>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const answer = await ask()
    if ((answer.status !== 503 && answer.status !== 409) || tries === 20) return answer
  }
}
