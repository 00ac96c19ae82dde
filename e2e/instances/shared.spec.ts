import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { problemOf } from '../form-page.ts'
import { codeTo } from '../inbox.ts'
import { access, payment } from '../platform.ts'
import { Visit } from '../visit.ts'
import { Visitor } from '../visitor.ts'
import { expect, test } from './test.ts'

const manyAtOnce = <T>(times: number, call: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: times }, (_, i) => call(i)))

test('REL-01 RTS-27 guesses over two servers and three sessions get five tries together', async ({
  assent,
  platform,
  makeUser,
}) => {
  const user = await makeUser({ phone: true })
  const fronts: { id: string; visit: Visit; code: string }[] = []
  for (const value of [1000, 2000, 3000]) {
    const { id, redirectUrl } = await platform.mint(user.userId, 'payment', {
      ...payment,
      amount: { value, currency: 'EUR' },
    })
    const visit = new Visit(new Visitor(assent.origin), platform, user)
    await visit.open(redirectUrl)
    await visit.goOn('confirm-identity')
    await visit.press('send')
    fronts.push({ id, visit, code: await codeTo(platform, user.phone) })
  }
  await manyAtOnce(200, async (i) => {
    const { visit, code } = fronts[i % fronts.length] as (typeof fronts)[number]
    return visit.visitor.post(visit.page, 'submit', { pin: String(100_000 + i), code })
  })
  const logs = await Promise.all(fronts.map(({ id }) => platform.evidence(id)))
  expect(logs.flatMap(({ tries }) => tries).length).toBeLessThanOrEqual(5)
  expect(logs.every(({ log }) => log.verified)).toBe(true)
  // Of all users here, only this one has failures: what was spent is what is counted, whoever counted it.
  const counted = (await assent.dump())['attempt'] ?? ''
  const failures: number[] = counted.split('\n').map((row) => JSON.parse(row).failures)
  expect(failures.filter((spent) => spent > 0)).toEqual([5])
  expect((await platform.user(user.userId)).status).toBe('blocked')
  const late = fronts[0] as (typeof fronts)[number]
  const right = await late.visit.visitor.post(late.visit.page, 'submit', { pin: user.pin, code: late.code })
  expect(right.location ?? problemOf(right)).not.toBeNull()
  const statuses = await Promise.all(fronts.map(({ id }) => platform.session(id)))
  expect(statuses.filter(({ status }) => status === 'succeeded')).toEqual([])
})

test('REL-02 API-03 a mint with an Idempotency-Key is one session, whichever server is asked', async ({
  assent,
  makeUser,
}) => {
  const user = await makeUser()
  const mint = async () => {
    const response = await fetch(`${assent.origin}/api/v1/sessions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${assent.apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': `over-two-${user.userId}`,
      },
      body: JSON.stringify({ userId: user.userId, purpose: 'enrolment' }),
    })
    return { status: response.status, body: await response.json() }
  }
  const first = await manyAtOnce(10, mint)
  const [made, ...others] = first.filter(({ status }) => status === 201)
  expect(made).toBeDefined()
  for (const other of others) expect(other.body).toEqual(made?.body)
  for (const { status } of first) expect([201, 409]).toContain(status)
  expect(await mint()).toEqual(made)
  expect(await mint()).toEqual(made)
})

test('the sessions that a user may have are counted over both (ANT-01)', async ({ platform, makeUser }) => {
  const user = await makeUser({ phone: true })
  const { body } = await platform.call('GET', `/sessions?userId=${user.userId}`)
  const left = 60 - body.data.length
  const minted = await manyAtOnce(70, (i) =>
    platform.call('POST', '/sessions', { userId: user.userId, purpose: 'access', operation: { scope: `${i}` } }),
  )
  expect(minted.filter(({ status }) => status === 201)).toHaveLength(left)
  expect(minted.filter(({ status }) => status === 429)).toHaveLength(70 - left)
})

test('two servers deliver the webhooks of one outbox, each event once (HOOK-03)', async ({ platform, makeUser }) => {
  const arrived: string[] = []
  const receiver = createServer((request, response) => {
    arrived.push(String(request.headers['webhook-id']))
    response.writeHead(204).end()
  }).listen(0)
  await once(receiver, 'listening')
  const url = `http://localhost:${(receiver.address() as AddressInfo).port}/events`
  const endpoint = await platform.call('POST', '/webhook-endpoints', { url })
  expect(endpoint.status).toBe(201)
  const told = async (): Promise<string[]> =>
    (await platform.call('GET', '/events?limit=100')).body.data.map(({ id }: { id: string }) => id)
  const before = new Set(await told())
  const users = await manyAtOnce(6, () => makeUser())
  await manyAtOnce(24, async (i) => {
    const { userId } = users[i % users.length] as (typeof users)[number]
    const { id } = await platform.mint(userId, 'access', { ...access, scope: `Account ${i}` })
    await platform.call('POST', `/sessions/${id}/cancel`)
  })
  const due = (await told()).filter((id) => !before.has(id))
  expect(due.length).toBeGreaterThanOrEqual(24)
  await expect.poll(() => due.filter((id) => !arrived.includes(id))).toEqual([])
  expect(arrived.length).toBe(new Set(arrived).size)
  receiver.close()
  receiver.closeAllConnections()
})
