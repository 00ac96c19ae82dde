import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import { systemSteadyClock } from '../ports/clock.ts'
import { type ClockWatch, clockWatch } from './clock-watch.ts'

const start = Date.UTC(2026, 5, 1)
let time: { clock: number; steady: number; awake: number }
let watch: ClockWatch
beforeEach(() => {
  time = { clock: start, steady: 1_000, awake: 500 }
  watch = clockWatch({ now: () => time.clock }, { now: () => time.steady, awake: () => time.awake })
})

function pass(ms: number): void {
  time.clock += ms
  time.steady += ms
  time.awake += ms
}
const sleep = (ms: number) => {
  time.clock += ms
  time.steady += ms
}
const set = (ms: number) => {
  time.clock += ms
}

it('REL-09 trusts a clock that goes on, for years', () => {
  for (const ms of [0, 2_000, 3_600_000, 365 * 86_400_000]) {
    pass(ms)
    expect([watch.suspect(), watch.look()]).toEqual([false, 'ok'])
  }
})

it.each([
  ['ahead', 5_001],
  ['ahead', 600_000],
  ['behind', -5_001],
  ['behind', -600_000],
] as const)('REL-09 finds a clock %s that was set by %i ms, until so much time has gone by', (word, ms) => {
  pass(2_000)
  set(ms)
  expect([watch.suspect(), watch.look()]).toEqual([true, word])
  // As long as it is found, every request is refused, too.
  expect(watch.suspect()).toBe(true)
  pass(Math.abs(ms) - 1)
  expect(watch.look()).toBe(word)
  pass(1)
  expect([watch.look(), watch.suspect()]).toEqual(['ok', false])
  pass(2_000)
  expect(watch.look()).toBe('ok')
})

it('REL-09 goes on at once where the clock is set right again', () => {
  set(600_000)
  expect(watch.look()).toBe('ahead')
  pass(4_000)
  set(-600_000)
  expect([watch.look(), watch.suspect()]).toEqual(['ok', false])
})

it('REL-09 small steps count together, unless time enough goes by between', () => {
  for (const [step, word] of [
    [4_900, 'ok'],
    [4_900, 'ahead'],
  ] as const) {
    set(step)
    expect([step, watch.look()]).toEqual([step, word])
    pass(2_000)
  }
  pass(9_800)
  expect(watch.look()).toBe('ok')
  for (let i = 0; i < 100; i += 1) {
    set(1_000)
    expect(watch.look()).toBe('ok')
    pass(2_000)
    expect(watch.look()).toBe('ok')
  }
})

it('REL-09 a machine that slept is only suspected until the next look', () => {
  sleep(8 * 3_600_000)
  expect([watch.suspect(), watch.look(), watch.suspect()]).toEqual([true, 'ok', false])
})

it('REL-09 whatever is set however often, nothing that is trusted says that more time went by than did', () => {
  const step = fc.record({
    waits: fc.integer({ min: 0, max: 5_000 }),
    sets: fc.integer({ min: -30_000, max: 30_000 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      time = { clock: start, steady: 0, awake: 0 }
      const of = clockWatch({ now: () => time.clock }, { now: () => time.steady, awake: () => time.awake })
      // A block of a minute that begins while the clock is right.
      const until = start + 60_000
      for (const { waits, sets } of steps) {
        set(sets)
        pass(waits)
        const trusts = of.look() === 'ok' && !of.suspect()
        if (trusts && time.clock >= until) expect(time.steady).toBeGreaterThanOrEqual(60_000 - 5_000 - 100)
      }
    }),
    { numRuns: 2_000 },
  )
})

it('the steady clock of the system counts on', () => {
  const [one, two] = [systemSteadyClock.now(), systemSteadyClock.now()]
  expect(two).toBeGreaterThanOrEqual(one)
  expect(one).toBeGreaterThan(0)
})
