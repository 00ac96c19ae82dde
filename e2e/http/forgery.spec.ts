import { expect, test } from '../fixtures.ts'
import { formsOf } from '../form-page.ts'
import { payee, payment } from '../platform.ts'
import { Visit } from '../visit.ts'
import { Visitor } from '../visitor.ts'

/** Headers of posts that did not come from our own page, and of browsers that hide where they come from. */
const foreign: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  'without an origin': { origin: null, 'sec-fetch-site': null },
  'with the origin null': { origin: 'null' },
  'from another origin': { origin: 'https://evil.test' },
  'from another port': { origin: 'http://localhost:1' },
  'from another origin with a matching forwarded host': {
    origin: 'https://evil.test',
    host: 'evil.test',
    'x-forwarded-host': 'evil.test',
    'x-forwarded-proto': 'https',
  },
  'from another site': { 'sec-fetch-site': 'cross-site' },
  'from a neighbour of our site': { 'sec-fetch-site': 'same-site' },
  'from the address bar': { 'sec-fetch-site': 'none' },
}

for (const [name, headers] of Object.entries(foreign)) {
  test(`a post ${name} is refused and changes nothing (WEB-07)`, async ({ assent, platform, makeUser }) => {
    const user = await makeUser({ phone: true })
    const visit = new Visit(new Visitor(assent.origin), platform, user)
    const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
    const welcome = await visit.open(redirectUrl)
    expect((await visit.visitor.post(welcome, 'continue', {}, headers)).status).toBe(403)
    expect(await platform.session(id)).toMatchObject({ status: 'created' })
    expect(visit.visitor.cookies.size).toBe(0)
    await visit.press()
    const before = await platform.evidence(id)
    const refused = await visit.visitor.post(visit.page, 'submit', await visit.answer(), headers)
    expect(refused.status).toBe(403)
    expect((await platform.evidence(id)).log).toEqual(before.log)
  })
}

test('a browser without the cookie, or with that of another session, changes nothing (WEB-08)', async ({
  assent,
  platform,
  makeUser,
}) => {
  const user = await makeUser({ phone: true })
  const open = async (purpose: string, operation: object) => {
    const visit = new Visit(new Visitor(assent.origin), platform, user)
    const minted = await platform.mint(user.userId, purpose, operation)
    await visit.open(minted.redirectUrl)
    await visit.press()
    return { ...minted, visit }
  }
  const mine = await open('payment', payment)
  const theirs = await open('payee', payee)
  const before = await platform.evidence(mine.id)
  const [[, theirCookie = ''] = []] = [...theirs.visit.visitor.cookies]
  const [[myName = ''] = []] = [...mine.visit.visitor.cookies]
  for (const cookies of [[], [...theirs.visit.visitor.cookies], [[myName, theirCookie]], [[myName, 'made-up']]]) {
    const thief = new Visitor(assent.origin)
    for (const [name = '', value = ''] of cookies) thief.cookies.set(name, value)
    const page = await thief.post(mine.visit.page, 'submit', { email: user.email })
    expect(page.location).toMatch(/\/elsewhere$/)
    expect((await platform.evidence(mine.id)).log).toEqual(before.log)
  }
  expect((await mine.visit.press()).step).toBe('confirm-identity')
})

test('an old cookie rolls nothing back: steps, tries and the end stay (SES-06)', async ({
  assent,
  platform,
  makeUser,
}) => {
  const user = await makeUser({ phone: true })
  const visit = new Visit(new Visitor(assent.origin), platform, user)
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  await visit.open(redirectUrl)
  const first = await visit.press()
  const jar = [...visit.visitor.cookies]
  await visit.goOn()
  expect(visit.page.outcome).toBe('succeeded')
  const replay = new Visitor(assent.origin)
  for (const [name, value] of jar) replay.cookies.set(name, value)
  expect((await replay.open(first.address)).outcome).toBe('succeeded')
  const before = await platform.evidence(id)
  expect((await replay.press(first, 'submit', { email: user.email })).outcome).toBe('succeeded')
  expect((await replay.press(first, 'decline')).outcome).toBe('succeeded')
  expect((await platform.evidence(id)).log).toEqual(before.log)
})

test('the action of any other step, called directly, changes nothing (EL-12, WEB-19)', async ({
  assent,
  platform,
  makeUser,
}) => {
  const other = await makeUser()
  const walk = new Visit(new Visitor(assent.origin), platform, other, { passkey: true, phone: true })
  await walk.open((await platform.mint(other.userId, 'payment', payment)).redirectUrl)
  const pages = [walk.page]
  while (walk.page.outcome === null) pages.push(await walk.press())
  const own = await makeUser({ phone: true })
  const identity = new Visit(new Visitor(assent.origin), platform, own)
  await identity.open((await platform.mint(own.userId, 'payee', payee)).redirectUrl)
  pages.push(await identity.goOn('confirm-identity'))

  const victim = new Visit(new Visitor(assent.origin), platform, own)
  const { id, redirectUrl } = await platform.mint(own.userId, 'payment', payment)
  await victim.open(redirectUrl)
  const here = await victim.goOn('confirm-email')
  const before = await platform.evidence(id)
  const tried = new Set<string>()
  for (const page of pages.filter(({ step }) => step !== null && step !== 'confirm-email')) {
    const actions = formsOf(page).flatMap((form) => form.actions)
    for (const action of actions.filter((name) => name !== 'set-language')) {
      const typed = { pin: own.pin, pinConfirmation: own.pin, code: '123456', email: own.email, phone: own.phone }
      await victim.visitor.post({ ...page, address: here.address }, action, { ...typed, country: 'FR' })
      tried.add(`${page.step} ${action}`)
    }
  }
  expect(tried.size).toBeGreaterThan(20)
  expect((await platform.evidence(id)).log).toEqual(before.log)
  expect(await platform.session(id)).toMatchObject({ status: 'started', step: 'confirm-email' })
})

test('a stale form after the step moved on leads to the step that is due', async ({ assent, platform, makeUser }) => {
  const user = await makeUser({ phone: true })
  const visit = new Visit(new Visitor(assent.origin), platform, user)
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  const welcome = await visit.open(redirectUrl)
  const email = await visit.press()
  await visit.press()
  const before = await platform.evidence(id)
  expect((await visit.visitor.press(email, 'submit', { email: user.email })).step).toBe('confirm-identity')
  expect((await visit.visitor.press(welcome, 'continue')).step).not.toBe('welcome')
  expect((await platform.evidence(id)).log.events.length).toBe(before.log.events.length)
})

test('three presses at the same moment count once (REL-17)', async ({ assent, platform, makeUser }) => {
  const user = await makeUser({ phone: true })
  const visit = new Visit(new Visitor(assent.origin), platform, user)
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  await visit.open(redirectUrl)
  await visit.goOn('confirm-identity')
  await visit.press('send')
  const typed = await visit.answer()
  const pages = await Promise.all(Array.from({ length: 3 }, () => visit.visitor.press(visit.page, 'submit', typed)))
  expect(new Set(pages.map(({ outcome }) => outcome))).toEqual(new Set(['succeeded']))
  const { log } = await platform.evidence(id)
  const types = log.events.map(({ type }: { type: string }) => type)
  expect(types.filter((type: string) => type === 'ended')).toHaveLength(1)
  expect(types.filter((type: string) => type === 'identity-confirmed')).toHaveLength(1)
  expect(log.verified).toBe(true)
})
