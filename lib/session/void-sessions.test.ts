import { expect, it } from 'vitest'
import type { BeginEpoch } from '../../db/store.ts'
import { endView } from './end-view.ts'
import { openSession } from './opened.ts'
import { enrol, person, pin, toIdentity } from './testing/person.ts'
import { makeWorld, mint, platform, seed, type World } from './testing/world.ts'
import { sweepVoid } from './void-sessions.ts'

const restored = ({ time }: World, after = 1): BeginEpoch => ({
  after,
  atLeast: 0,
  reason: 'restored',
  at: time.now,
  knownUntil: null,
})

/** Somebody with PIN and phone at the last screen, with the code that would do. */
async function lastScreen() {
  const world = makeWorld()
  await seed(world)
  await enrol(world, person(world, await mint(world, 'enrolment')))
  world.time.now += 3_600_000
  const session = await mint(world, 'payment')
  const who = person(world, session)
  return { world, session, who, code: await toIdentity(world, who) }
}

it('REL-06 REL-07 neither the right PIN nor the right code counts in an older epoch, and no try is spent', async () => {
  const { world, session, who, code } = await lastScreen()
  await world.deps.store.beginEpoch(restored(world))
  const { refused, opened } = await who.press('confirm-identity', 'submit', { pin, code })
  expect(refused).toEqual({ refused: 'ended' })
  expect(opened?.record.session).toMatchObject({ outcome: 'cancelled', reason: 'service-restored' })
  expect(opened?.record).toMatchObject({ challenges: [], series: { failures: 0 } })
  const view = opened && endView(world.deps, opened, true)
  expect(view).toMatchObject({ outcome: 'cancelled', cause: 'restored' })
  expect(view?.returnHref).toContain('status=cancelled')
  expect((await openSession(world.deps, session.id))?.record.session.jti).toBeNull()
})

it('REL-07 the link of an older epoch cannot be claimed any more', async () => {
  const world = makeWorld()
  await seed(world)
  const who = person(world, await mint(world, 'enrolment'))
  await world.deps.store.beginEpoch(restored(world))
  expect((await who.start()).refused).toEqual({ refused: 'ended' })
  expect(await who.at()).toBe('cancelled')
})

it('REL-07 a new session of the same user goes on at once', async () => {
  const { world, code } = await lastScreen()
  await world.deps.store.beginEpoch(restored(world))
  const who = person(world, await mint(world, 'payment'))
  const fresh = await toIdentity(world, who)
  expect((await who.press('confirm-identity', 'submit', { pin, code })).refused?.refused).toBe('identity-not-accepted')
  await who.press('confirm-identity', 'submit', { pin, code: fresh })
  expect(await who.at()).toBe('succeeded')
})

it('REL-07 HOOK-03 platforms are told of every session that a new epoch ends, once', async () => {
  const world = makeWorld()
  await seed(world)
  const { store } = world.deps
  const sessions = [await mint(world, 'enrolment'), await mint(world, 'access'), await mint(world, 'payment')]
  await store.beginEpoch(restored(world))
  await store.beginEpoch(restored(world, 2))
  const after = await mint(world, 'access', { operation: { scope: 'other' } })
  expect(await sweepVoid(world.deps, 2)).toBe(2)
  expect(await sweepVoid(world.deps, 2)).toBe(1)
  expect(await sweepVoid(world.deps, 2)).toBe(0)
  const { events } = await store.listEvents({ platformId: platform.id, limit: 50, now: world.time.now })
  const told = events.filter(({ data }) => data.includes('service-restored'))
  expect(told.map(({ sessionId }) => sessionId).toSorted()).toEqual(sessions.map(({ id }) => id).toSorted())
  expect((await store.findSession(after.id))?.outcome).toBeNull()
})
