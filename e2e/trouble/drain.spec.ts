import { EventEmitter, once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import Sqlite from 'better-sqlite3'
import { type TestDatabase, testDatabase } from '../../db/postgres/testing/test-database.ts'
import { OwnServer } from './own-server.ts'

let server: OwnServer | undefined
let database: TestDatabase | undefined
test.afterEach(async () => {
  await server?.remove()
  await database?.drop()
  server = undefined
  database = undefined
})

/** An endpoint that takes events and answers when it is told to. */
async function slowReceiver() {
  const told = new EventEmitter()
  const waiting: ServerResponse[] = []
  const http = createServer((_, response) => {
    waiting.push(response)
    told.emit('event')
  }).listen(0)
  await once(http, 'listening')
  const answerAll = () => {
    for (const response of waiting.splice(0)) response.writeHead(204).end()
  }
  return { url: `http://localhost:${(http.address() as AddressInfo).port}/`, told, http, answerAll }
}

/** Saves one user after the other, each with the session to enrol in, until nobody listens any more. */
async function customers(on: OwnServer, name: string) {
  const minted: string[] = []
  const others: string[] = []
  for (let i = 0; ; i++) {
    try {
      const user = { type: 'natural', category: 'owner', email: `${name}@example.com` }
      const { status, body } = await on.platform.call('PUT', `/users/${name}-${i}`, user)
      if (status === 201) minted.push(body.pendingUserAction.sessionId)
      else others.push(`${status} ${body.code}`)
    } catch (fault) {
      return { minted, others, fault: fault instanceof TypeError ? 'connection' : String(fault) }
    }
  }
}

async function written(dataFolder: string): Promise<{ sessions: Set<string>; pending: number }> {
  const sessions = 'select id from session'
  const pending = `select count(*) as count from webhook_delivery where state <> 'delivered'`
  if (database) {
    const [ids, left] = [await database.query(sessions), await database.query(pending)]
    return { sessions: new Set(ids.rows.map(({ id }) => id)), pending: Number(left.rows[0].count) }
  }
  const file = new Sqlite(`${dataFolder}/assent.db`, { readonly: true })
  const ids = file.prepare(sessions).pluck().all() as string[]
  const left = file.prepare(pending).pluck().get() as number
  file.close()
  return { sessions: new Set(ids), pending: left }
}

for (const engine of ['SQLite', 'PostgreSQL']) {
  test(`SIGTERM under load on ${engine}: not ready at once, every answer is written, deliveries settle, exit 0 (REL-13)`, async () => {
    database = engine === 'PostgreSQL' ? await testDatabase() : undefined
    // Long enough to be seen, however slowly this machine asks.
    const env = { ASSENT_DRAIN_SECONDS: '5', ASSENT_METRICS_PORT: '0', ...(database && { DATABASE_URL: database.url }) }
    server = await OwnServer.start('server.ts', env)
    const { platform, origin, dataFolder } = server
    const receiver = await slowReceiver()
    expect((await platform.call('POST', '/webhook-endpoints', { url: receiver.url })).status).toBe(201)
    await platform.saveUser('ann', { email: 'ann@example.com' })
    const { id } = await platform.mint('ann', 'access', { scope: 'Balances' })
    const delivering = once(receiver.told, 'event')
    expect((await platform.call('POST', `/sandbox/sessions/${id}/approve`)).status).toBe(200)
    await delivering

    const load = ['b', 'c', 'd', 'e'].map((name) => customers(server as OwnServer, name))
    await expect
      .poll(async () => (await platform.call('GET', '/sessions?limit=100')).body.data.length)
      .toBeGreaterThan(20)
    const ended = server.end('SIGTERM')
    await expect
      .poll(async () => {
        const response = await fetch(`${origin}/readyz`)
        return [response.status, response.headers.get('connection'), (await response.json()).checks?.serving]
      })
      .toEqual([503, 'close', 'draining'])
    receiver.answerAll()
    expect(await ended).toEqual([0, null])
    receiver.http.close()
    const done = await Promise.all(load)
    for (const { others, fault } of done) {
      expect(others).toEqual([])
      expect(fault).toBe('connection')
    }
    const { sessions, pending } = await written(dataFolder)
    expect(done.flatMap(({ minted }) => minted).filter((minted) => !sessions.has(minted))).toEqual([])
    expect(pending).toBe(0)
  })
}
