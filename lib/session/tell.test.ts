import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verdictWithinMs } from '../sca/limits.ts'
import { endReasons, outcomes } from '../sca/words.ts'
import type { EventType } from '../webhooks/event-types.ts'
import { cancelSession } from './cancel-session.ts'
import { toldReason } from './end-reason.ts'
import { endIfDue } from './end-session.ts'
import { finish } from './finish.ts'
import { sweepOverdue } from './overdue.ts'
import { type SandboxAction, sandboxOutcome } from './sandbox-outcome.ts'
import { enrol, newestCode, person, pin, toIdentity } from './testing/person.ts'
import { makeWorld, mint, platform, saveCustomer, seed, type World } from './testing/world.ts'

const minutes = 60_000
const wrongPin = '385027'

async function seeded(): Promise<World> {
  const world = makeWorld()
  await seed(world)
  return world
}

async function enrolled(): Promise<World> {
  const world = await seeded()
  await enrol(world, person(world, await mint(world, 'enrolment')))
  return world
}

/** What was told since the start or the given count, oldest first. */
async function told({ deps, time }: World, from = 0) {
  const { events } = await deps.store.listEvents({ platformId: platform.id, limit: 1000, now: time.now })
  return events.toReversed().slice(from)
}
const typesOf = async (world: World, from = 0): Promise<EventType[]> =>
  (await told(world, from)).map(({ type }) => type)

/** HOOK-02: every session with an outcome was told of once, no other. */
async function expectEachEndToldOnce(world: World): Promise<void> {
  const { deps, time } = world
  const { sessions } = await deps.store.listSessions({ platformId: platform.id, limit: 1000, now: time.now })
  const events = await told(world)
  const pairs = events.filter(({ type }) => type.startsWith('session.')).map(({ sessionId, type }) => [sessionId, type])
  const ended = sessions.filter(({ outcome }) => outcome !== null)
  expect(pairs.toSorted()).toEqual(ended.map(({ id, outcome }) => [id, `session.${outcome}`]).toSorted())
}

describe('HOOK-02 outcome and event', () => {
  const all = outcomes.flatMap((outcome) => endReasons.map((reason) => [outcome, reason] as const))
  it.each(all.filter(([outcome]) => outcome !== 'succeeded'))('%s, %s', async (outcome, reason) => {
    const world = await seeded()
    const { id } = await mint(world, 'access')
    const session = await world.deps.store.findSession(id)
    if (!session) throw new Error('no session')
    const how = { expectedSeq: null, outcome, reason, at: world.time.now, commit: null }
    expect(await finish(world.deps, session, how)).toBe('finished')
    const [event, ...more] = await told(world)
    expect(more).toEqual([])
    expect(event).toMatchObject({ type: `session.${outcome}`, sessionId: id, sequence: 1, createdAt: world.time.now })
    const data = { userId: 'ann', purpose: 'access', status: outcome, reason: toldReason(reason) }
    expect(JSON.parse(event?.data ?? '')).toEqual(data)
  })

  it('succeeded: an enrolment tells of each factor, of the user, and last of the session', async () => {
    const world = await enrolled()
    const events = await told(world)
    expect(events.map(({ type, sequence, data }) => [sequence, type, JSON.parse(data).method])).toEqual([
      [1, 'factor.added', 'phone'],
      [2, 'factor.added', 'pin'],
      [3, 'user.enrolled', undefined],
      [4, 'session.succeeded', undefined],
    ])
    await expectEachEndToldOnce(world)
  })

  it('succeeded: a payment by who has all tells of the session alone', async () => {
    const world = await enrolled()
    const who = person(world, await mint(world, 'payment'))
    const code = await toIdentity(world, who)
    await who.press('confirm-identity', 'submit', { pin, code })
    expect(await typesOf(world, 4)).toEqual(['session.succeeded'])
  })

  it('a replaced PIN is told as replaced', async () => {
    const world = await enrolled()
    const who = person(world, await mint(world, 'payment'))
    await toIdentity(world, who)
    await who.press('confirm-identity', 'replace-pin')
    await who.press('enter-email-code', 'submit', { code: newestCode(world.mails) })
    await who.press('choose-pin', 'submit', { pin: '830462', pinConfirmation: '830462' })
    world.time.now += minutes
    await who.press('confirm-identity', 'send')
    await who.press('confirm-identity', 'submit', { pin: '830462', code: newestCode(world.sms) })
    expect(await who.at()).toBe('succeeded')
    const events = (await told(world, 4)).map(({ type, data }) => [type, JSON.parse(data).method])
    expect(events).toEqual([
      ['factor.replaced', 'pin'],
      ['session.succeeded', undefined],
    ])
  })

  it.each([
    ['', 'cancelled'],
    ['not-me', 'not-me'],
  ])('refused by the user (%s)', async (reason, said) => {
    const world = await enrolled()
    const who = person(world, await mint(world, 'payment'))
    await who.start()
    await who.press('confirm-email', 'decline', { reason })
    const [event] = await told(world, 4)
    expect(event?.type).toBe('session.refused')
    expect(JSON.parse(event?.data ?? '').reason).toBe(said)
    await expectEachEndToldOnce(world)
  })

  it('failed as superseded, once', async () => {
    const world = await enrolled()
    const who = person(world, await mint(world, 'payment'))
    const code = await toIdentity(world, who)
    await saveCustomer(world.deps, { email: 'new@example.com' })
    await who.press('confirm-identity', 'submit', { pin, code })
    expect(await who.at()).toBe('failed')
    const [event, ...more] = await told(world, 4)
    expect([event?.type, JSON.parse(event?.data ?? '').reason, more]).toEqual(['session.failed', 'superseded', []])
  })

  it('expired: by the sweep, by a cancel that comes too late, by a newer session', async () => {
    const world = await seeded()
    const ends = [
      async () => void (await sweepOverdue(world.deps, 10)),
      async (id: string) => void (await cancelSession(world.deps, platform, id)),
      async () => void (await mint(world, 'enrolment')),
    ]
    for (const [i, end] of ends.entries()) {
      const { id } = await mint(world, 'enrolment')
      world.time.now += 10 * minutes
      await end(id)
      expect(await typesOf(world, i)).toEqual(['session.expired'])
    }
    await expectEachEndToldOnce(world)
  })

  it('cancelled: by the platform, by a newer session', async () => {
    const world = await seeded()
    const { id } = await mint(world, 'payment')
    await cancelSession(world.deps, platform, id)
    await cancelSession(world.deps, platform, id)
    await mint(world, 'payment')
    await mint(world, 'payment')
    const reasons = (await told(world)).map(({ type, data }) => [type, JSON.parse(data).reason])
    expect(reasons).toEqual([
      ['session.cancelled', 'by-platform'],
      ['session.cancelled', 'newer-session'],
    ])
    await expectEachEndToldOnce(world)
  })

  it.each([
    ['approve', ['session.succeeded']],
    ['refuse', ['session.refused']],
    ['refuse-not-me', ['session.refused']],
    ['expire', ['session.expired']],
    ['lock', ['user.blocked', 'session.failed']],
  ] as [SandboxAction, EventType[]][])('sandbox: %s', async (action, types) => {
    const world = await seeded()
    const { id } = await mint(world, 'payment')
    await sandboxOutcome(world.deps, platform, id, action)
    await sandboxOutcome(world.deps, platform, id, action)
    expect(await typesOf(world)).toEqual(types)
    await expectEachEndToldOnce(world)
  })

  it('whatever happens in whatever order, each end is told of once', async () => {
    const acts = [
      'mint',
      'mint-other',
      'cancel',
      'approve',
      'refuse',
      'expire',
      'wait',
      'sweep',
      'look',
      'all',
    ] as const
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...acts), { maxLength: 25 }), async (played) => {
        const world = await seeded()
        const made: string[] = []
        const one = async (act: (typeof acts)[number]): Promise<unknown> => {
          const id = made.at(-1) ?? ''
          if (act === 'mint') return made.push((await mint(world, 'payment')).id)
          if (act === 'mint-other') return made.push((await mint(world, 'access')).id)
          if (act === 'cancel') return cancelSession(world.deps, platform, id)
          if (act === 'wait') return Object.assign(world.time, { now: world.time.now + 6 * minutes })
          if (act === 'sweep') return sweepOverdue(world.deps, 10)
          if (act === 'look') {
            const opened = id === '' ? null : await person(world, { id, token: '' }).opened()
            return opened && endIfDue(world.deps, opened)
          }
          if (act === 'all')
            return Promise.all(['cancel', 'sweep', 'look', 'expire'].map((name) => one(name as 'cancel')))
          return sandboxOutcome(world.deps, platform, id, act)
        }
        for (const act of played) await one(act)
        await expectEachEndToldOnce(world)
        await world.deps.store.close()
      }),
      { numRuns: 60 },
    )
  })
})

describe('HOOK-02 blocks', () => {
  async function wrongFor(world: World, times: number) {
    const who = person(world, await mint(world, 'payment'))
    const code = await toIdentity(world, who)
    for (let i = 0; i < times; i += 1) await who.press('confirm-identity', 'submit', { pin: wrongPin, code })
    return { who, code }
  }

  it('the fifth failure is told with its end, before the session', async () => {
    const world = await enrolled()
    await wrongFor(world, 5)
    const events = await told(world, 4)
    expect(events.map(({ type, sequence }) => [sequence, type])).toEqual([
      [1, 'user.blocked'],
      [2, 'session.failed'],
    ])
    const until = new Date(world.time.now + 15 * minutes).toISOString()
    expect(JSON.parse(events[0]?.data ?? '')).toMatchObject({ userId: 'ann', until })
    await expectEachEndToldOnce(world)
  })

  it('a right answer at the fifth try is told as success, and never as a block', async () => {
    const world = await enrolled()
    const { who, code } = await wrongFor(world, 4)
    await who.press('confirm-identity', 'submit', { pin, code })
    expect(await who.at()).toBe('succeeded')
    world.time.now += 60 * minutes
    expect(await typesOf(world, 4)).toEqual(['session.succeeded'])
    expect((await told(world, 4))[0]?.sequence).toBe(1)
  })

  it('a right answer that was judged after the block had been told is told as its end', async () => {
    const world = await enrolled()
    const { who, code } = await wrongFor(world, 4)
    const { store } = world.deps
    // A machine that stands still between the try and its verdict.
    const reserveTry: typeof store.reserveTry = async (...given) => {
      const spent = await store.reserveTry(...given)
      world.time.now += verdictWithinMs
      return spent
    }
    const { id } = (await who.opened()).record.session
    const late = person({ ...world, deps: { ...world.deps, store: { ...store, reserveTry } } }, { id, token: '' })
    await late.press('confirm-identity', 'submit', { pin, code })
    expect(await who.at()).toBe('succeeded')
    expect(await typesOf(world, 4)).toEqual(['user.blocked', 'user.unblocked', 'session.succeeded'])
  })

  it('a right code by email at the fifth try neither', async () => {
    const world = await enrolled()
    const { who } = await wrongFor(world, 4)
    await who.press('confirm-identity', 'replace-pin')
    await who.press('enter-email-code', 'submit', { code: newestCode(world.mails) })
    expect((await who.opened()).record.series.failures).toBe(4)
    world.time.now += 60 * minutes
    expect(await typesOf(world, 4)).toEqual([])
  })

  it('a block is told also where the process died before it judged', async () => {
    const world = await enrolled()
    const { who } = await wrongFor(world, 4)
    const { spend } = await import('./try.ts')
    await spend(world.deps, await who.opened())
    expect(await typesOf(world, 4)).toEqual([])
    world.time.now += 30_000
    expect(await typesOf(world, 4)).toEqual(['user.blocked'])
  })

  it('one that runs out is told of no more', async () => {
    const world = await enrolled()
    await wrongFor(world, 5)
    world.time.now += 15 * minutes
    const who = person(world, await mint(world, 'payment'))
    const code = await toIdentity(world, who)
    await who.press('confirm-identity', 'submit', { pin, code })
    expect(await typesOf(world, 6)).toEqual(['session.succeeded'])
  })
})

describe('HOOK-02 PII-01 what is said', () => {
  it('ids and classes: no address, number, amount, payee, return URL or state', async () => {
    const world = await seeded()
    await enrol(world, person(world, await mint(world, 'enrolment')))
    const who = person(world, await mint(world, 'payment', { state: 'canary-state' }))
    const code = await toIdentity(world, who)
    for (let i = 0; i < 5; i += 1) await who.press('confirm-identity', 'submit', { pin: wrongPin, code })
    // Not the ids, whose drawn letters may spell anything.
    const said = JSON.stringify((await told(world)).map(({ type, data }) => [type, data]))
    expect(said).not.toMatch(/example|\+33|336|3100|EUR|Blue Bikes|FR76|canary/)
    const keys = new Set((await told(world)).flatMap(({ data }) => Object.keys(JSON.parse(data))))
    expect([...keys].toSorted()).toEqual(['method', 'purpose', 'reason', 'status', 'until', 'userId'])
  })
})
