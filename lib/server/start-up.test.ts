import { afterEach, expect, it, vi } from 'vitest'
import { ntpServer } from '../official-time/testing/ntp-server.ts'
import { systemClock } from '../ports/clock.ts'
import { readinessOf } from '../readiness/readiness.ts'
import { purgedKinds } from '../sca/retention.ts'
import { sweepOverdue } from '../session/overdue.ts'
import { makeWorld, mint, seed } from '../session/testing/world.ts'
import { purgeJob } from './purge-job.ts'
import { startUp } from './start-up.ts'

afterEach(() => void vi.useRealTimers())

it('PII-03 a server purges by itself, and ends that before it closes the store', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const world = makeWorld()
  await seed(world)
  const { id } = await mint(world, 'enrolment', { state: 'order-7' })
  const closed: (string | null)[] = []
  const round = Promise.withResolvers<void>()
  const store: typeof world.deps.store = {
    ...world.deps.store,
    purge: async (batch) => {
      const purged = await world.deps.store.purge(batch)
      if (batch.kind === purgedKinds.at(-1)) round.resolve()
      return purged
    },
    close: async () => {
      const session = await world.deps.store.findSession(id)
      closed.push(session?.outcome ?? null, session?.state ?? null)
      closed.push(...(await world.deps.store.listPurges(0)).map(({ kind }) => kind))
      await world.deps.store.close()
    },
  }
  const deps = { ...world.deps, store }
  const stop = await startUp(deps, await readinessOf(deps))
  world.time.now += 600_000
  await vi.advanceTimersByTimeAsync(2_000)
  // Another is not begun before this one is through.
  await round.promise
  world.time.now += 91 * 86_400_000
  await vi.advanceTimersByTimeAsync(2_000)
  await stop()
  expect(closed).toEqual(['expired', null, 'session-details', 'events'])
  expect(world.logged.join('')).not.toContain('failed')
})

it('PII-03 REL-09 purges nothing while its clock is found to be wrong', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const world = makeWorld()
  await world.deps.store.countUses([{ name: 'a-limit', key: 'one', limit: 3, windowMs: 1 }], world.time.now)
  const readiness = await readinessOf(world.deps)
  let stopped = true
  const store = { ...world.deps.store, close: async () => undefined }
  const stop = await startUp({ ...world.deps, store }, { ...readiness, stopped: () => stopped })
  // The years by which the clock is ahead.
  world.time.now += 10 * 365 * 86_400_000
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await store.listPurges(0)).toEqual([])
  stopped = false
  await vi.advanceTimersByTimeAsync(2_000)
  await stop()
  expect(await store.listPurges(0)).toMatchObject([{ kind: 'counters', removed: 1 }])
  await world.deps.store.close()
})

it('REL-09 neither hands notices over nor delivers webhooks by a clock that is found to be wrong', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const world = makeWorld()
  const readiness = await readinessOf(world.deps)
  let stopped = true
  const asked = new Set<string>()
  const { takeNotices, claimDeliveries } = world.deps.store
  const store: typeof world.deps.store = {
    ...world.deps.store,
    takeNotices: (...given) => {
      asked.add('notices')
      return takeNotices(...given)
    },
    claimDeliveries: (...given) => {
      asked.add('deliveries')
      return claimDeliveries(...given)
    },
  }
  const stop = await startUp({ ...world.deps, store }, { ...readiness, stopped: () => stopped })
  await vi.advanceTimersByTimeAsync(10_000)
  // What was taken or put off by such a clock would be due again years later, or never.
  expect([...asked]).toEqual([])
  stopped = false
  await vi.advanceTimersByTimeAsync(2_000)
  await stop()
  expect([...asked].toSorted()).toEqual(['deliveries', 'notices'])
})

it('TR-05 says in the log what it purged of the evidence, and of nothing else', async () => {
  const world = makeWorld()
  await seed(world)
  await mint(world, 'enrolment', { state: 'order-7' })
  world.time.now += 600_000
  await sweepOverdue(world.deps, 9)
  const endedAt = new Date(world.time.now).toISOString()
  const run = purgeJob(world.deps)
  const lines = () => world.logged.filter((line) => line.includes('"purged"')).map((line) => JSON.parse(line))
  world.time.now += 91 * 86_400_000
  await run()
  expect(lines()).toEqual([])
  world.time.now += 5 * 366 * 86_400_000
  await run()
  expect(lines()).toMatchObject([{ kind: 'sessions', removed: 1, oldest: endedAt, newest: endedAt }])
  expect(world.logged.join('')).not.toContain('hidden')
})

it('TR-03 asks the time servers at its start and every five minutes, and no longer once it stops', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const server = await ntpServer()
  const world = makeWorld({ ASSENT_TIME_SERVERS: server.name })
  const deps = { ...world.deps, clock: systemClock }
  const answered = () => world.logged.filter((line) => line.includes('the clock is right')).length
  const stop = await startUp(deps, await readinessOf(deps))
  await expect.poll(answered).toBe(1)
  await vi.advanceTimersByTimeAsync(300_000)
  await expect.poll(server.asked).toBe(2)
  await stop()
  await vi.advanceTimersByTimeAsync(900_000)
  expect(server.asked()).toBe(2)
  await server.close()
})
