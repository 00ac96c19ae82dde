import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { systemRandom } from '../ports/random.ts'
import { longestWaitMs, nextAttemptAt, readRetryAfter, waitsMs } from './schedule.ts'

const now = Date.parse('2026-08-01T12:00:00.000Z')
const random = (share: number) => ({ ...systemRandom, below: (limit: number) => Math.floor(limit * share) })

describe('HOOK-04 when to try again', () => {
  it('waits longer and longer, some three days in all, and then no more', () => {
    const hours = 3_600_000
    expect(waitsMs).toEqual([5_000, 300_000, 1_800_000, ...[2, 5, 10, 14, 20, 24].map((n) => n * hours)])
    const all = waitsMs.map((_, i) => nextAttemptAt(i + 1, now, null, random(0)))
    expect(all).toEqual(waitsMs.map((wait) => now + wait))
    expect(nextAttemptAt(waitsMs.length + 1, now, null, random(0))).toBeNull()
  })

  it('adds up to a fifth by chance, and never takes any away', () => {
    const made = fc.integer({ min: 1, max: waitsMs.length })
    fc.assert(
      fc.property(made, (n) => {
        const wait = waitsMs[n - 1] as number
        const at = nextAttemptAt(n, now, null, systemRandom) as number
        expect(at - now).toBeGreaterThanOrEqual(wait)
        expect(at - now).toBeLessThan(wait * 1.2)
      }),
    )
  })

  it('leaves a receiver alone as long as it asks, but for a day at most', () => {
    expect(nextAttemptAt(1, now, 600_000, random(0))).toBe(now + 600_000)
    expect(nextAttemptAt(1, now, 1_000, random(0))).toBe(now + 5_000)
    expect(nextAttemptAt(1, now, 365 * 24 * 3_600_000, random(0))).toBe(now + longestWaitMs)
    expect(nextAttemptAt(waitsMs.length + 1, now, 600_000, random(0))).toBeNull()
  })

  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Sat, 01 Aug 2026 12:10:00 GMT', 600_000],
    ['Sat, 01 Aug 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['-5', 0],
    ['', null],
    [undefined, null],
  ])('reads Retry-After %j', (value, ms) => {
    // "-5" is a date to JavaScript, and long past.
    expect(readRetryAfter(value, now)).toBe(ms)
  })
})
