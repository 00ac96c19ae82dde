import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { prometheusMeters } from '../metrics/prometheus-meters.ts'
import { seriesOf } from '../metrics/testing/read-metrics.ts'
import type { Log } from '../ports/log.ts'
import { regularly } from './regularly.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

function parts() {
  const logged: string[] = []
  const keep = (_: object, message: string) => void logged.push(message)
  const log: Log = { error: keep, warn: keep, info: keep, debug: keep }
  return { logged, log, meters: prometheusMeters() }
}

it('work that takes longer than its turn is not behind itself, and its end is waited for', async () => {
  const deps = parts()
  const gate = Promise.withResolvers<void>()
  let [begun, ended] = [0, 0]
  const stop = regularly(deps, 'sweep', 2_000, async () => {
    begun += 1
    await gate.promise
    ended += 1
  })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(begun).toBe(1)
  const stopped = stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ended).toBe(0)
  gate.resolve()
  await stopped
  expect([begun, ended]).toEqual([1, 1])
})

it('the next turn comes after work that took its time', async () => {
  let begun = 0
  const stop = regularly(parts(), 'notices', 2_000, async () => {
    begun += 1
  })
  await vi.advanceTimersByTimeAsync(6_000)
  expect(begun).toBe(3)
  await stop()
  await vi.advanceTimersByTimeAsync(6_000)
  expect(begun).toBe(3)
})

it('work is told when it may begin nothing more', async () => {
  const gate = Promise.withResolvers<void>()
  const may: boolean[] = []
  const stop = regularly(parts(), 'purge', 2_000, async (goesOn) => {
    may.push(goesOn())
    await gate.promise
    may.push(goesOn())
  })
  await vi.advanceTimersByTimeAsync(2_000)
  const stopped = stop()
  gate.resolve()
  await stopped
  expect(may).toEqual([true, false])
})

it('work that fails is logged, counted and tried again', async () => {
  const deps = parts()
  let turn = 0
  const stop = regularly(deps, 'sweep', 2_000, async () => {
    turn += 1
    if (turn === 1) throw new Error('disk full')
  })
  await vi.advanceTimersByTimeAsync(4_000)
  await stop()
  expect(deps.logged).toEqual(['sweep failed'])
  const series = seriesOf((await deps.meters.exposition()).text)
  expect(series.get('assent_tasks_total{task="sweep",result="failed"}')).toBe(1)
  expect(series.get('assent_tasks_total{task="sweep",result="done"}')).toBe(1)
})
