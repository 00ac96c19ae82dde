import { test as base, expect } from '../fixtures.ts'
import { travel } from '../journey.ts'
import { Person } from '../person.ts'
import { payment } from '../platform.ts'
import { ask, becomeCustomer, comeBack } from '../shop.ts'
import { Visit } from '../visit.ts'
import { Visitor } from '../visitor.ts'
import { type Instances, startInstances } from './instances.ts'
import { otherBuild } from './other-build.ts'

// An update under way: one server is of this version, the other of the next, which has migrated the database.

const test = base.extend<object, { readonly assent: Instances }>({
  assent: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const instances = await startInstances(['.', otherBuild()])
      await use(instances)
      await instances.remove()
    },
    { scope: 'worker', timeout: 300_000 },
  ],
})

// In one worker: two would make the next version at the same place at once.
test.describe.configure({ mode: 'default' })

test('REL-12 without scripts a journey goes on, every request answered by the other version', async ({
  assent,
  platform,
  makeUser,
}) => {
  assent.lead(null)
  const user = await makeUser({ phone: true })
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  const visit = new Visit(new Visitor(assent.origin), platform, user)
  await visit.open(redirectUrl)
  await visit.goOn('confirm-identity')
  await visit.press('send')
  const refused = await visit.press('submit', { pin: '000000', code: '000000' })
  expect([refused.step, refused.html.includes('class="problem"')]).toEqual(['confirm-identity', true])
  expect((await visit.goOn()).outcome).toBe('succeeded')
  expect((await platform.receipt(id, payment)).outcome).toBe('succeeded')
  const [one = 0, other = 0] = assent.answered
  expect(Math.min(one, other)).toBeGreaterThan(10)
})

for (const [from, to] of [
  [0, 1],
  [1, 0],
] as const) {
  test(`REL-12 a browser goes on at the other version from whichever screen it has, ${from} to ${to}`, async ({
    person,
    assent,
  }) => {
    assent.lead(from)
    await becomeCustomer(person, assent)
    await person.addAuthenticator()
    await ask(person, assent, 'enrolment')
    let turn: number = from
    // The page is there with its scripts, and whatever it asks for next is answered by the other version.
    const change = async () => {
      await person.ready()
      turn = turn === from ? to : from
      assent.lead(turn)
    }
    const enrolment = ['welcome', 'confirm-email', 'enter-email-code', 'create-passkey', 'choose-pin', 'repeat-pin']
    expect(await travel(person, {}, change)).toEqual([...enrolment, 'give-phone', 'confirm-phone', 'succeeded'])
    await comeBack(person)
    await ask(person, assent, 'payment')
    expect(await travel(person, {}, change)).toEqual(['welcome', 'use-passkey', 'succeeded'])
    expect(await comeBack(person)).toMatchObject({ status: 'verified', purpose: 'payment' })
  })
}

test('REL-12 the server of before stays ready with the schema of the next', async ({ assent }) => {
  assent.lead(0)
  const ready = await fetch(`${assent.origin}/readyz`)
  expect([ready.status, await ready.json()]).toMatchObject([200, { checks: { schema: 'newer', database: 'ok' } }])
})

test.describe('without what it asks for', () => {
  test.use({ expectedErrors: [/status of 404|Refused to (execute script|apply style)|Failed to load chunk/] })

  test('REL-12 a page whose scripts the other version lacks works without them or is fetched anew', async ({
    assent,
    platform,
    makeUser,
    openBrowser,
  }) => {
    assent.lead(0)
    const user = await makeUser({ phone: true })
    const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
    const { page } = await openBrowser(user)
    const missing: string[] = []
    page.on('response', (response) => {
      if (response.status() === 404) missing.push(`${response.headers()['cache-control']}`)
    })
    // The first page finds none of its own scripts; whatever comes after it, a reload or the next page, does.
    let pages = 0
    await page.route('**/*', async (route) => {
      if (route.request().isNavigationRequest()) pages += 1
      assent.lead(pages === 1 && route.request().url().includes('/_next/static/') ? 1 : 0)
      await route.continue()
    })
    const person = new Person(page, platform, user, false)
    // Else a passkey would be offered where the scripts came after all.
    await person.withoutWebAuthn()
    await page.goto(redirectUrl, { waitUntil: 'networkidle' })
    const settled = () => page.waitForLoadState('networkidle')
    expect(await travel(person, {}, settled)).toEqual(['welcome', 'confirm-email', 'confirm-identity', 'succeeded'])
    // Neither the browser nor what stands between keeps that it was not there.
    expect(missing.length).toBeGreaterThan(0)
    expect(missing.every((cache) => /no-store/.test(cache))).toBe(true)
    assent.lead(0)
    expect((await platform.receipt(id, payment)).outcome).toBe('succeeded')
  })
})
