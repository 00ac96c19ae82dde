import { test as base, expect } from '@playwright/test'
import { createLocalJWKSet } from 'jose'
import { verifyReceipt } from '../../examples/platform/verify-receipt.ts'
import { goToCode, travel } from '../journey.ts'
import { Person } from '../person.ts'
import { payment, platformOf } from '../platform.ts'
import { texts } from '../text.ts'
import { newUser } from '../user.ts'
import { type Faults, watch } from '../watch.ts'
import { type LiveAssent, startLiveAssent } from './live-assent.ts'

const test = base.extend<{ person: Person }, { live: LiveAssent }>({
  live: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures it wants from the pattern
    async ({}, use) => {
      const live = await startLiveAssent()
      await use(live)
      await live.stop()
    },
    { scope: 'worker' },
  ],
  person: async ({ page, context, live }, use) => {
    const faults: Faults = []
    await watch(context, faults, [new URL(live.origin).host], [])
    await use(new Person(page, platformIn(live), newUser(), true))
    expect(faults, 'what the browser complained about').toEqual([])
  },
})
test.use({ ignoreHTTPSErrors: true })

/** A live server has no inbox that could be asked: what was sent is read where it arrived. */
function platformIn({ inside, apiKey, gateways }: LiveAssent) {
  const platform = platformOf({ origin: inside, apiKey, shop: '' })
  const call: typeof platform.call = async (method, path, body) => {
    const to = /^\/sandbox\/inbox\?to=(.*)$/.exec(path)?.[1]
    if (to === undefined) return platform.call(method, path, body)
    return { status: 200, body: { data: gateways.taken(decodeURIComponent(to)).toReversed() } }
  }
  return { ...platform, call }
}

async function enrol(person: Person): Promise<void> {
  const { user, platform } = person
  await person.withoutWebAuthn()
  await platform.saveUser(user.userId, { email: user.email, phoneNumber: user.phone })
  const { redirectUrl } = await platform.mint(user.userId, 'enrolment')
  await person.open(redirectUrl)
  expect(await travel(person)).toEqual([
    'welcome',
    'confirm-email',
    'enter-email-code',
    'choose-pin',
    'repeat-pin',
    'give-phone',
    'confirm-phone',
    'succeeded',
  ])
}

test('OPS-01 SMS-30 in live mode a user enrols and pays, with codes by a real mail server and a real SMSC', async ({
  person,
  live,
  context,
}) => {
  const { user, platform, page } = person
  await enrol(person)
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  expect(redirectUrl.startsWith(`${live.origin}/?token=sca_`)).toBe(true)
  const welcome = await page.goto(redirectUrl)
  expect(welcome?.headers()['strict-transport-security']).toBe('max-age=63072000; includeSubDomains')
  await expect(page.locator('aside.sandbox')).toHaveCount(0)
  expect(await travel(person)).toEqual(['welcome', 'confirm-email', 'confirm-identity', 'succeeded'])

  const text = live.gateways.taken(user.phone).at(-1)?.text ?? ''
  expect(text).toContain('31.00')
  expect(text).toContain('Lina Berg Ceramics')
  expect(text.split('\n').at(-1)).toMatch(/^@localhost #\d{6}$/)

  const cookies = await context.cookies()
  expect(cookies.length).toBeGreaterThan(0)
  for (const { name, secure, httpOnly, path, domain } of cookies) {
    expect(name).toMatch(/^__Host-/)
    expect({ secure, httpOnly, path, domain }).toEqual({ secure: true, httpOnly: true, path: '/', domain: 'localhost' })
  }

  const redeemed = await platform.call('POST', `/sessions/${id}/redeem`, { operation: payment })
  const keys = createLocalJWKSet(await (await fetch(`${live.inside}/.well-known/jwks.json`)).json())
  const claims = await verifyReceipt(redeemed.body.receipt, keys, {
    issuer: live.origin,
    audience: 'northwind',
    userId: user.userId,
    sessionId: id,
    purpose: 'payment',
    operation: payment,
    state: null,
  })
  expect(claims.amr.map(({ method }) => method).sort()).toEqual(['pin', 'sms-code'])
  expect(live.gateways.binds).toEqual([{ systemId: 'shop', password: 'sms-word' }])
  for (const secret of [...live.secrets, live.apiKey, user.phone, user.email, user.pin]) {
    expect(live.log()).not.toContain(secret)
  }
})

test('SMS-31 a text message that did not arrive is said so on the page', async ({ person, live }) => {
  await enrol(person)
  const { platform, user, page } = person
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  await goToCode(person, redirectUrl)
  await expect(person.main).not.toContainText(texts.frame.resend.undelivered)
  await live.gateways.report('UNDELIV')
  await expect.poll(async () => (await platform.evidence(id)).log.events.at(-1).type).toBe('sms-code-undelivered')
  await page.reload()
  await expect(person.main).toContainText(texts.frame.resend.undelivered)
  await person.submit()
  await person.expectScreen('succeeded')
})

test('OPS-01 nothing of the sandbox is there in live mode', async ({ page, live }) => {
  const platform = platformOf({ origin: live.inside, apiKey: live.apiKey, shop: '' })
  const calls = [
    ['GET', '/sandbox/inbox?to=%2B33611111111'],
    ...['approve', 'refuse', 'expire', 'lock'].map((what) => ['POST', `/sandbox/sessions/ses_x/${what}`]),
  ] as const
  for (const [method = '', path = ''] of calls) expect((await platform.call(method, path)).status, path).toBe(404)
  for (const path of ['/sandbox/inbox', '/gallery', '/gallery/confirm-identity/fresh']) {
    expect((await page.goto(live.origin + path))?.status(), path).toBe(404)
  }
  // The number and code that the sandbox scripts are like all others.
  expect(live.apiKey).not.toMatch(/^ak_sandbox_/)
})

test('OPS-01 doctor finds that all is well, and that the gateway knows us', async ({ live }) => {
  const said = await live.doctor()
  expect(said).toContain('mode live')
  expect(said).toMatch(/^ok {4}SMS gateway smpp: answers$/m)
  expect(said).not.toMatch(/FAIL/)
  for (const secret of live.secrets) expect(said).not.toContain(secret)
})
