import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aPasskey, aPin, enrol, userOf } from '../../db/contract/rows.ts'
import { openJournal } from '../../db/journal/journal.ts'
import { rememberingStore } from '../../db/journal/remembering-store.ts'
import { openPostgresStore } from '../../db/postgres/store.ts'
import { type Pair, startPair } from '../../db/postgres/testing/standby.ts'
import { type TcpProxy, tcpProxy } from '../../db/postgres/testing/tcp-proxy.ts'
import { systemClock } from '../ports/clock.ts'
import { systemRandom } from '../ports/random.ts'
import { approved, redeem } from './testing/approved.ts'
import { mintPayment, natural, payment, type TestApi, testApi } from './testing/test-api.ts'

// A real failover: the primary dies, its standby lacks the last commits and is promoted, the same server goes on.

const folder = mkdtempSync(join(tmpdir(), 'assent-failover-'))
let pair: Pair
let way: TcpProxy
let api: TestApi
beforeAll(async () => {
  pair = await startPair()
  way = await tcpProxy(pair.primary.port)
  const url = pair.primary.url.replace(`:${pair.primary.port}/`, `:${way.port}/`)
  const postgres = openPostgresStore(url, { random: systemRandom, pause })
  const journal = openJournal(join(folder, 'journal'), [{ id: 'field-1', key: Buffer.alloc(32, 1) }], () => undefined)
  api = await testApi({ store: rememberingStore(postgres, journal, systemClock) })
}, 120_000)
afterAll(async () => {
  await api?.store.close()
  await way?.close()
  await pair?.remove()
  rmSync(folder, { recursive: true })
}, 60_000)

async function onStandby<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: pair.standby.url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Waits until the standby has all that the primary had at this moment. */
async function followed(): Promise<void> {
  const sql = 'select pg_current_wal_flush_lsn() as at'
  const client = new pg.Client({ connectionString: pair.primary.url })
  await client.connect()
  const { at } = (await client.query(sql)).rows[0]
  await client.end()
  const there = () =>
    onStandby(async (standby) => (await standby.query('select pg_last_wal_replay_lsn() >= $1 as there', [at])).rows[0])
  for (let caughtUp = false; !caughtUp; ) caughtUp = (await there()).there
}

/** A user who holds a passkey and a PIN. */
async function holder(userId: string) {
  await api.send('PUT', `/api/v1/users/${userId}`, natural)
  const found = await api.store.findUser(api.platform.id, userId)
  if (found === null) throw new Error('no user')
  const passkey = aPasskey()
  return enrol(api.store, found.user, [
    { method: 'passkey', passkey },
    { method: 'pin', pin: aPin() },
  ])
}

async function ready() {
  api.forget()
  return api.send('GET', '/readyz')
}

it('REL-06 REL-07 REL-08 after a failover that lost commits, nothing of before is accepted twice, and the server goes on', async () => {
  const redeemed = await approved(api, {}, 'ann')
  const waiting = await approved(api, {}, 'ben')
  const open = await mintPayment(api, {}, 'cem')
  const robbed = await holder('fay')
  await followed()
  pair.stream.cut()
  expect((await api.send('POST', '/api/v1/users/fay/reset/passkeys', { reason: 'phone stolen' })).status).toBe(200)
  expect((await redeem(api, redeemed.id, payment)).status).toBe(200)
  const lost = await mintPayment(api, {}, 'dan')

  await pair.primary.end('SIGKILL')
  const down = await api.send('GET', `/api/v1/sessions/${open.id}`)
  expect([down.status, down.body.code, down.headers.get('retry-after')]).toEqual([503, 'unavailable', '5'])
  expect((await ready()).body.checks).toMatchObject({ database: 'no-answer' })
  expect((await api.send('GET', '/healthz')).status).toBe(200)

  // A standby that is not promoted yet serves nobody: what it knows may be old.
  way.lead(pair.standby.port)
  expect((await redeem(api, redeemed.id, payment)).status).toBe(503)
  expect((await api.send('GET', `/api/v1/sessions/${open.id}`)).status).toBe(503)
  expect((await ready()).body.checks).toMatchObject({ database: 'read-only' })

  await onStandby((standby) => standby.query('select pg_promote()'))
  // The connections of before were not closed by the promotion: who asks on one does not get the receipt again.
  expect((await redeem(api, redeemed.id, payment)).body.code).toBe('receipt-void')
  // Nothing goes on in the new epoch before what was revoked is revoked again.
  expect((await redeem(api, redeemed.id, payment)).body.code).toBe('not-ready')
  await ready()
  // Nor does any of several that ask at once, most of them on new ones.
  const answers = await Promise.all(Array.from({ length: 20 }, () => redeem(api, redeemed.id, payment)))
  expect(new Set(answers.map(({ status, body }) => `${status} ${body.code}`))).toEqual(new Set(['409 receipt-void']))
  expect((await redeem(api, waiting.id, payment)).body.code).toBe('receipt-void')
  expect((await api.send('GET', `/api/v1/sessions/${open.id}`)).body).toMatchObject({
    status: 'cancelled',
    reason: 'service-restored',
  })
  expect((await api.send('GET', `/api/v1/sessions/${lost.id}`)).status).toBe(404)
  expect(await ready()).toMatchObject({ status: 200, body: { checks: { database: 'ok', epoch: 'ok' } } })
  expect((await api.store.listEpochs()).map(({ number, reason }) => [number, reason])).toEqual([
    [1, 'first'],
    [2, 'failover'],
  ])
  expect(api.lines.join()).toContain('a new epoch has begun')

  const { credentials } = await userOf(api.store, robbed)
  expect([credentials.passkeys, credentials.pin?.hash]).toEqual([[], expect.anything()])
  expect((await api.store.listActs(robbed.id)).map(({ by, did, what }) => [by, did, what])).toEqual([
    ['restore', 'revoked', 'passkey'],
  ])

  const next = await approved(api, {}, 'eve')
  expect((await redeem(api, next.id, payment)).status).toBe(200)
}, 120_000)
