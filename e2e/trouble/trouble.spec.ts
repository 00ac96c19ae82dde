import { spawnSync } from 'node:child_process'
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import Sqlite from 'better-sqlite3'
import { enrol } from '../enrol.ts'
import { problemOf } from '../form-page.ts'
import { payment } from '../platform.ts'
import { freePort } from '../process.ts'
import { said, texts } from '../text.ts'
import { newUser } from '../user.ts'
import { Visit } from '../visit.ts'
import { Visitor } from '../visitor.ts'
import { OwnServer } from './own-server.ts'

let server: OwnServer | undefined
test.afterEach(async () => {
  await server?.remove()
  server = undefined
})

/** Somebody with PIN and phone who is about to send both for a payment. */
async function aboutToPay(on: OwnServer) {
  const user = newUser()
  await enrol(on, on.platform, user, { phone: true })
  const { id, redirectUrl } = await on.platform.mint(user.userId, 'payment', payment)
  const visit = new Visit(new Visitor(on.origin), on.platform, user)
  await visit.open(redirectUrl)
  await visit.goOn('confirm-identity')
  await visit.press('send')
  return { id, visit, typed: await visit.answer() }
}

async function readyz(on: OwnServer) {
  const response = await fetch(`${on.origin}/readyz`)
  return { ...(await response.json()), status: response.status }
}

/** Asks until the server has looked again: what was found a moment ago is told again. */
async function readyzUntil(on: OwnServer, status: number) {
  for (;;) {
    const answer = await readyz(on)
    if (answer.status === status) return answer
  }
}

test('a database that takes no writes: the page says so, and the same person goes on when it is over (REL-08)', async () => {
  server = await OwnServer.start('e2e/trouble/server-in-trouble.ts')
  const { id, visit, typed } = await aboutToPay(server)
  await server.order('freeze')
  const page = await visit.press('submit', typed)
  expect([page.step, problemOf(page)]).toEqual(['confirm-identity', said('busy')])
  expect(await readyzUntil(server, 503)).toMatchObject({ code: 'not-ready', checks: { database: 'read-only' } })
  expect((await fetch(`${server.origin}/healthz`)).status).toBe(200)
  expect((await server.platform.session(id)).status).toBe('started')
  await server.order('heal')
  await visit.press('submit', typed)
  expect(visit.page.outcome).toBe('succeeded')
  expect(await readyzUntil(server, 200)).toMatchObject({ status: 200 })
  const { log } = await server.platform.evidence(id)
  expect(log.events.filter(({ type }: { type: string }) => type === 'identity-confirmed')).toHaveLength(1)
  await server.platform.receipt(id, payment)
})

function run(file: string, args: string[], env: Readonly<Record<string, string>>) {
  return spawnSync(process.execPath, [file, ...args], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...env },
    encoding: 'utf8',
  })
}

test('a database that is down at the start: the server ends with one line that says why (REL-08)', async () => {
  server = await OwnServer.start()
  const [port, closed] = [await freePort(), await freePort()]
  const url = `postgres://assent:the-secret@127.0.0.1:${closed}/assent`
  const started = run('server.ts', [], { ...server.env, PORT: String(port), DATABASE_URL: url })
  expect([started.status, started.stdout]).toEqual([1, ''])
  expect(started.stderr).toMatch(/^The database does not answer: .*ECONNREFUSED/)
  expect(started.stderr).not.toContain('the-secret')
  expect(started.stderr.trim().split('\n')).toHaveLength(1)
})

test('a second server on the same file says what to do and ends; the first one and the tools go on (REL-05)', async () => {
  server = await OwnServer.start()
  const second = run('server.ts', [], { ...server.env, PORT: String(await freePort()) })
  expect([second.status, second.stdout]).toEqual([1, ''])
  expect(second.stderr).toMatch(/^Another server is using the database .*Stop that server first/)
  expect(second.stderr.trim().split('\n')).toHaveLength(1)
  const doctor = run('scripts/assent.ts', ['doctor'], server.env)
  expect([doctor.status, doctor.stderr]).toEqual([0, ''])
  expect(await readyz(server)).toMatchObject({ status: 200 })
  expect(await server.end('SIGKILL')).toEqual([null, 'SIGKILL'])
  await server.again()
  expect(await readyz(server)).toMatchObject({ status: 200 })
})

test('a file that is moved away under a server: nothing more is done, and the pages say so (REL-05)', async () => {
  server = await OwnServer.start()
  const { visit, typed } = await aboutToPay(server)
  const path = join(server.dataFolder, 'assent.db')
  copyFileSync(path, `${path}.copy`)
  rmSync(path)
  copyFileSync(`${path}.copy`, path)
  expect(await readyzUntil(server, 503)).toMatchObject({ checks: { lease: 'lost' } })
  const page = await visit.visitor.post(visit.page, 'submit', typed)
  expect([page.status, page.step, page.headers.get('retry-after')]).toEqual([503, 'fault', '5'])
  expect(page.html).toContain(texts.fault.title)
  expect((await server.platform.call('GET', '/users/x')).body).toMatchObject({ status: 503, code: 'not-ready' })
})

test('an older backup: what was redeemed is never redeemed again, whoever was about to pay starts anew (REL-07)', async () => {
  server = await OwnServer.start()
  const path = join(server.dataFolder, 'assent.db')
  const paying = await aboutToPay(server)
  const other = await aboutToPay(server)
  await other.visit.press('submit', other.typed)
  const file = new Sqlite(path, { readonly: true })
  await file.backup(`${path}.backup`)
  file.close()
  await server.platform.receipt(other.id, payment)
  expect(await server.end('SIGTERM')).toEqual([0, null])
  for (const end of ['-wal', '-shm']) rmSync(path + end, { force: true })
  copyFileSync(`${path}.backup`, path)
  await server.again()

  const again = await server.platform.call('POST', `/sessions/${other.id}/redeem`, { operation: payment })
  expect([again.status, again.body.code]).toEqual([409, 'receipt-void'])
  const page = await paying.visit.press('submit', paying.typed)
  expect(page.outcome).toBe('cancelled')
  expect(page.html).toContain(texts.ends.restored.title)
  expect(await server.platform.session(paying.id)).toMatchObject({ status: 'cancelled', reason: 'service-restored' })
  expect(server.log()).toContain('the database knows less than it did')
  const next = await aboutToPay(server)
  await next.visit.press('submit', next.typed)
  await server.platform.receipt(next.id, payment)
})
