import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { emptyDatabase } from '../engine.ts'
import { expect, test } from '../fixtures.ts'
import { type FormPage, problemOf } from '../form-page.ts'
import { freePort, type Running, start } from '../process.ts'
import { said } from '../text.ts'
import { newUser } from '../user.ts'
import { Visit } from '../visit.ts'
import { Visitor } from '../visitor.ts'

/** Some more than may wait for a hash at once: a person presses one at a time. */
const atOnce = 350

test('REL-15 a spike of PINs: each is answered, whoever finds the queue full with a time; health stays, and it passes', async ({
  assent,
  platform,
}) => {
  const user = newUser()
  await platform.saveUser(user.userId, { email: user.email, phoneNumber: user.phone })
  const { redirectUrl } = await platform.mint(user.userId, 'enrolment')
  const visit = new Visit(new Visitor(assent.origin), platform, user, { phone: true })
  await visit.open(redirectUrl)
  await visit.goOn('choose-pin')
  const typed = await visit.answer()
  const form = visit.page
  const health: number[] = []
  const press = async (index: number): Promise<FormPage> => {
    const visitor = new Visitor(assent.origin)
    for (const [name, value] of visit.visitor.cookies) visitor.cookies.set(name, value)
    // In the middle of it, whoever looks after the server looks.
    if (index % 50 === 0) {
      for (const path of ['/healthz', '/readyz']) health.push((await fetch(`${assent.origin}${path}`)).status)
    }
    return visitor.post(form, 'submit', typed)
  }
  const pages = await Promise.all(Array.from({ length: atOnce }, (_, index) => press(index)))
  expect(new Set(health)).toEqual(new Set([200]))
  expect(pages.map(({ status }) => status).filter((status) => ![200, 303, 503].includes(status))).toEqual([])
  // How many find it full depends on the machine.
  for (const page of pages.filter(({ status }) => status === 503)) {
    expect(page.headers.get('retry-after')).toBe('5')
    expect([page.step, problemOf(page)]).toEqual(['choose-pin', said('busy')])
  }
  // It has passed: the same session goes on to its end.
  await visit.open(form.address)
  expect((await visit.goOn()).outcome).toBe('succeeded')
})

test('REL-15 a spike of calls: more than a key may make get 429 with a time, health stays, and then it passes', async ({
  engine,
}, info) => {
  const [port, data] = [await freePort(), info.outputPath('data')]
  mkdirSync(data, { recursive: true })
  const database = await emptyDatabase(engine, data)
  const origin = `http://localhost:${port}`
  const apiKey = `ak_sandbox_${randomBytes(32).toString('base64url')}`
  const env = {
    PORT: String(port),
    ASSENT_DATA: data,
    ASSENT_API_CALLS_PER_MINUTE: '100',
    ASSENT_DEMO_KEY: apiKey,
    ASSENT_DEMO_RETURN_URLS: 'http://localhost:1/return',
    ...database.env,
  }
  const server = await start('e2e/server-with-clock.ts', env, `${origin}/readyz`)
  try {
    const at = Date.now()
    await setClock(server, at)
    const put = (index: number) =>
      fetch(`${origin}/api/v1/users/u${index}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ type: 'natural', category: 'owner', email: `u${index}@example.com` }),
      })
    const [answers, ...health] = await Promise.all([
      Promise.all(Array.from({ length: 1_000 }, (_, index) => put(index))),
      fetch(`${origin}/healthz`),
      fetch(`${origin}/readyz`),
    ])
    expect(health.map(({ status }) => status)).toEqual([200, 200])
    const [taken, refused] = [answers.filter(({ ok }) => ok), answers.filter(({ ok }) => !ok)]
    expect(taken).toHaveLength(100)
    for (const { status, headers } of refused) {
      expect(status).toBe(429)
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60)
    }
    await setClock(server, at + 61_000)
    expect((await put(0)).status).toBe(200)
  } finally {
    await server.stop()
    await database.remove()
  }
})

async function setClock({ child }: Running, heldAt: number): Promise<void> {
  const set = once(child, 'message')
  child.send({ heldAt })
  await set
}
