import { describe, expect, it } from 'vitest'
import { verifyChain } from '../evidence/verify-chain.ts'
import { noBrand } from '../sca/brand.ts'
import { policies } from '../sca/policy.ts'
import { readNoticeLink, reportNotMe } from './notice-link.ts'
import { purger } from './purge.ts'
import { sendNotices } from './send-notices.ts'
import { enrol, newestCode, type Person, person, pin, toIdentity } from './testing/person.ts'
import { makeWorld, mint, platform, type Sent, saveCustomer, seed, type World } from './testing/world.ts'

const hour = 3_600_000
const { perBlock, permanentAfter } = policies.strict.tries

/** An enrolled user; what was sent until then is forgotten. */
async function anEnrolled(env: Record<string, string> = {}): Promise<World> {
  const world = makeWorld(env)
  await seed(world)
  await enrol(world, person(world, await mint(world, 'enrolment')))
  await sendNotices(world.deps, 10)
  world.mails.length = 0
  world.sms.length = 0
  return world
}

const found = async (world: World) => {
  const record = await world.deps.store.findUser(platform.id, 'ann')
  if (!record) throw new Error('no user')
  return record
}
const linkIn = ({ text }: Sent) => /https:\/\/sca\.example\.com\/notice\/([\w-]{43})(?=\s|$)/.exec(text)?.[1] ?? ''
const noticesIn = (sent: readonly Sent[]) => sent.filter((message) => linkIn(message) !== '')

async function replacePin(world: World): Promise<Person> {
  const who = person(world, await mint(world, 'access'))
  await toIdentity(world, who)
  world.time.now += 40_000
  await who.press('confirm-identity', 'replace-pin')
  await who.press('enter-email-code', 'submit', { code: newestCode(world.mails) })
  await who.press('choose-pin', 'submit', { pin: '381604', pinConfirmation: '381604' })
  await who.press('confirm-identity', 'send')
  await who.press('confirm-identity', 'submit', { pin: '381604', code: newestCode(world.sms) })
  expect(await who.at()).toBe('succeeded')
  return who
}

async function fail(world: World, times: number): Promise<void> {
  for (let left = times; left > 0; ) {
    const who = person(world, await mint(world, 'access'))
    await toIdentity(world, who)
    while (left > 0 && (await who.at()) === 'confirm-identity') {
      await who.press('confirm-identity', 'submit', { pin: '000000', code: '000000' })
      left -= 1
    }
    world.time.now = Math.max(world.time.now, (await found(world)).series.blockedUntil ?? 0) + hour
  }
}

async function succeed(world: World): Promise<void> {
  const who = person(world, await mint(world, 'access'))
  const code = await toIdentity(world, who)
  await who.press('confirm-identity', 'submit', { pin, code })
  expect(await who.at()).toBe('succeeded')
}

describe('CRED-09 a changed factor is told on the old channels', () => {
  it('a first enrolment tells nothing: there is nothing old', async () => {
    const world = makeWorld()
    await seed(world)
    await enrol(world, person(world, await mint(world, 'enrolment')))
    expect(await sendNotices(world.deps, 10)).toBe(0)
  })

  it('a new PIN: one mail, after the commit, with a link and no code', async () => {
    const world = await anEnrolled()
    await replacePin(world)
    expect(noticesIn(world.mails)).toEqual([])
    expect(await sendNotices(world.deps, 10)).toBe(1)
    const [mail, ...more] = noticesIn(world.mails)
    expect(more).toEqual([])
    expect(mail?.to).toBe('ann@example.com')
    expect(mail?.text).toContain('Your PIN was changed.')
    expect(mail?.text).not.toMatch(/381604|\b\d{6}\b/)
    expect(await sendNotices(world.deps, 10)).toBe(0)
  })

  it('SMS-21 a new number: a mail, and an SMS to the old number', async () => {
    const world = await anEnrolled()
    const who = person(world, await mint(world, 'access'))
    await toIdentity(world, who)
    world.time.now += 40_000
    await who.press('confirm-identity', 'replace-phone')
    await who.press('enter-email-code', 'submit', { code: newestCode(world.mails) })
    await who.press('give-phone', 'submit', { phone: '06 98 76 54 32', country: 'FR' })
    await who.press('confirm-identity', 'send')
    expect(world.sms.at(-1)?.to).toBe('+33698765432')
    await who.press('confirm-identity', 'submit', { pin, code: newestCode(world.sms) })
    expect(await who.at()).toBe('succeeded')
    expect(await sendNotices(world.deps, 10)).toBe(2)
    expect(noticesIn(world.mails).map(({ to }) => to)).toEqual(['ann@example.com'])
    expect(noticesIn(world.sms).map(({ to }) => to)).toEqual(['+33612345678'])
    expect(world.sms.at(-1)?.text).not.toContain('698765432')
  })

  it('a changed email: both addresses, though the old one is overwritten', async () => {
    const world = await anEnrolled()
    await saveCustomer(world.deps, { email: 'ann.new@example.com' })
    const who = person(world, await mint(world, 'contact-change'))
    await who.start()
    await who.press('confirm-email', 'submit', { email: 'ann.new@example.com' })
    await who.press('enter-email-code', 'submit', { code: newestCode(world.mails) })
    await who.press('confirm-identity', 'send')
    await who.press('confirm-identity', 'submit', { pin, code: newestCode(world.sms) })
    expect(await who.at()).toBe('succeeded')
    await sendNotices(world.deps, 10)
    const told = noticesIn(world.mails)
    expect(told.map(({ to }) => to).toSorted()).toEqual(['ann.new@example.com', 'ann@example.com'])
    expect(new Set(told.map(linkIn)).size).toBe(2)
  })

  it('an outcome that is not written tells nothing', async () => {
    const world = await anEnrolled()
    const who = person(world, await mint(world, 'access'))
    await toIdentity(world, who)
    world.time.now += 40_000
    await who.press('confirm-identity', 'replace-pin')
    await who.press('confirm-identity', 'decline')
    await who.press('enter-email-code', 'decline')
    expect(await who.at()).toBe('refused')
    expect(await sendNotices(world.deps, 10)).toBe(0)
  })

  it('is sealed at rest, tried again after a fault, and given up with its link', async () => {
    const world = await anEnrolled()
    await replacePin(world)
    const [due] = await world.deps.store.takeNotices(world.time.now, world.time.now, 1)
    expect(due?.sealed).toMatch(/^v1\.user\./)
    world.down.mail = true
    expect(await sendNotices(world.deps, 10)).toBe(0)
    world.down.mail = false
    expect(await sendNotices(world.deps, 10)).toBe(0)
    world.time.now += hour
    expect(await sendNotices(world.deps, 10)).toBe(1)
    expect(world.logged.join()).not.toMatch(/ann@example|notice\/[\w-]{43}/)
    await replacePinBack(world)
    world.time.now += 72 * hour
    expect((await purger(world.deps)(40)).purged.get('notices')?.removed).toBe(1)
    expect(await sendNotices(world.deps, 10)).toBe(0)
  })

  it('leaves once, though a mail server takes longer for all than anybody is kept from one', async () => {
    const world = await anEnrolled()
    for (let changes = 0; changes < 4; changes += 1) {
      await replacePin(world)
      world.time.now += hour
    }
    const { mailer } = world.deps
    let handed = 0
    const slow: World['deps'] = {
      ...world.deps,
      mailer: {
        send: async (mail) => {
          world.time.now += 25_000
          handed += 1
          // Another instance looks for what is due.
          if (handed === 3) await sendNotices(world.deps, 10)
          await mailer.send(mail)
        },
      },
    }
    await sendNotices(slow, 10)
    expect(noticesIn(world.mails)).toHaveLength(4)
    expect(new Set(noticesIn(world.mails).map(linkIn)).size).toBe(4)
  })

  it('begins no other when it is told to stop', async () => {
    const world = await anEnrolled()
    for (let changes = 0; changes < 2; changes += 1) {
      await replacePin(world)
      world.time.now += hour
    }
    expect(await sendNotices(world.deps, 10, () => noticesIn(world.mails).length === 0)).toBe(1)
    expect(await sendNotices(world.deps, 10)).toBe(1)
  })

  async function replacePinBack(world: World): Promise<void> {
    world.time.now += hour
    const who = person(world, await mint(world, 'access'))
    await toIdentity(world, who)
    world.time.now += 40_000
    await who.press('confirm-identity', 'replace-pin')
    await who.press('enter-email-code', 'submit', { code: newestCode(world.mails) })
    await who.press('choose-pin', 'submit', { pin, pinConfirmation: pin })
    await who.press('confirm-identity', 'send')
    await who.press('confirm-identity', 'submit', { pin, code: newestCode(world.sms) })
    expect(await who.at()).toBe('succeeded')
  }
})

describe('RTS-34 a success after several failures', () => {
  it.each([
    [2, 0],
    [3, 1],
  ])('after %i: %i mails', async (failures, mails) => {
    const world = await anEnrolled()
    await fail(world, failures)
    await succeed(world)
    expect(await sendNotices(world.deps, 10)).toBe(mails)
    expect(noticesIn(world.mails)).toHaveLength(mails)
    await succeed(world)
    expect(await sendNotices(world.deps, 10)).toBe(0)
  })

  it('one mail also where a factor changed with it', async () => {
    const world = await anEnrolled()
    await fail(world, 4)
    await replacePin(world)
    await sendNotices(world.deps, 10)
    expect(noticesIn(world.mails)).toHaveLength(1)
  })
})

describe('RTS-31 a permanent block', () => {
  it('comes only after its mail', async () => {
    const world = await anEnrolled()
    await fail(world, permanentAfter - perBlock)
    await sendNotices(world.deps, 10)
    const told = noticesIn(world.mails)
    expect(told).toHaveLength(1)
    expect(told[0]?.text).toMatch(/stays blocked until Northwind lifts/)
    expect((await found(world)).series.permanent).toBe(false)
    await fail(world, perBlock)
    expect((await found(world)).series).toMatchObject({ failures: permanentAfter, permanent: true })
    await expect(mint(world, 'access')).rejects.toThrow('user-blocked')
  })

  it('does not come while mails cannot leave', async () => {
    const world = await anEnrolled()
    await fail(world, permanentAfter + perBlock)
    expect((await found(world)).series).toMatchObject({ failures: permanentAfter + perBlock, permanent: false })
    await sendNotices(world.deps, 10)
    await fail(world, perBlock)
    expect((await found(world)).series.permanent).toBe(true)
  })
})

describe('CRED-09 the link of a notice', () => {
  async function aLink(): Promise<{ world: World; token: string }> {
    const world = await anEnrolled()
    await replacePin(world)
    await sendNotices(world.deps, 10)
    return { world, token: linkIn(noticesIn(world.mails)[0] ?? { to: '', text: '' }) }
  }

  it('read a hundred times changes nothing', async () => {
    const { world, token } = await aLink()
    const before = await found(world)
    for (let i = 0; i < 100; i += 1) {
      expect(await readNoticeLink(world.deps, token)).toEqual({
        state: 'ask',
        platform: { id: 'plt_test', name: 'Northwind', brand: noBrand },
      })
    }
    expect(await found(world)).toEqual(before)
  })

  it('SES-08 pressed, blocks the account, ends what is under way and tells the platform', async () => {
    const { world, token } = await aLink()
    const who = person(world, await mint(world, 'access'))
    await toIdentity(world, who)
    expect(await reportNotMe(world.deps, token)).toBe('blocked')
    expect((await found(world)).series.permanent).toBe(true)
    const { session } = (await who.opened()).record
    expect(session).toMatchObject({ outcome: 'failed', reason: 'blocked' })
    const pressed = await who.press('confirm-identity', 'submit', { pin: '381604', code: '123456' })
    expect(pressed.refused).toEqual({ refused: 'ended' })
    await expect(mint(world, 'access')).rejects.toThrow('user-blocked')
    const query = { platformId: platform.id, limit: 10, now: world.time.now }
    const { events } = await world.deps.store.listEvents(query)
    const blocked = events.find(({ type }) => type === 'user.blocked')
    expect(JSON.parse(blocked?.data ?? '{}')).toEqual({ userId: 'ann', until: null, reason: 'not-me' })
    expect(await readNoticeLink(world.deps, token)).toEqual({
      state: 'blocked',
      platform: { id: 'plt_test', name: 'Northwind', brand: noBrand },
    })
    const acts = await world.deps.store.listActs((await found(world)).user.id)
    expect(acts).toMatchObject([{ by: 'user', did: 'reported', what: 'not-me' }])
  })

  it('works once', async () => {
    const { world, token } = await aLink()
    const pressed = await Promise.all(Array.from({ length: 10 }, () => reportNotMe(world.deps, token)))
    expect(pressed.filter((answer) => answer === 'blocked')).toHaveLength(1)
    const { id } = (await found(world)).user
    await world.deps.store.changeSeries(id, (series) => ({ ...series, permanent: false }))
    expect(await reportNotMe(world.deps, token)).toBe('over')
    expect((await found(world)).series.permanent).toBe(false)
    expect((await readNoticeLink(world.deps, token)).state).toBe('over')
  })

  it('is over after 72 hours, and nothing for a made-up token', async () => {
    const { world, token } = await aLink()
    world.time.now += 72 * hour
    expect((await readNoticeLink(world.deps, token)).state).toBe('over')
    expect(await reportNotMe(world.deps, token)).toBe('over')
    for (const made of ['', 'x', 'A'.repeat(43), `${token}A`]) {
      expect(await readNoticeLink(world.deps, made)).toEqual({ state: 'over', platform: null })
      expect(await reportNotMe(world.deps, made)).toBe('over')
    }
    expect((await found(world)).series.permanent).toBe(false)
  })
})

it('"I did not start this" ends a session and tells the platform, and blocks nobody', async () => {
  const world = await anEnrolled()
  const who = person(world, await mint(world, 'access'))
  await who.start()
  await who.press('confirm-email', 'decline', { reason: 'not-me' })
  const { session, events } = (await who.opened()).record
  expect(session).toMatchObject({ outcome: 'refused', reason: 'not-me' })
  expect(verifyChain(session.id, events)).toBeNull()
  const told = (await world.deps.store.listEvents({ platformId: platform.id, limit: 1, now: world.time.now })).events
  expect(told[0]?.type).toBe('session.refused')
  expect(JSON.parse(told[0]?.data ?? '{}')).toMatchObject({ reason: 'not-me' })
  expect((await found(world)).series.permanent).toBe(false)
})
