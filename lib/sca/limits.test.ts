import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  blocked,
  blockForGood,
  blockSettled,
  noFailures,
  refundTry,
  refuseSend,
  type Series,
  spendTry,
  triesLeft,
  verdictWithinMs,
} from './limits.ts'
import { policies } from './policy.ts'

const { tries, codes } = policies.strict
const minute = 60_000

/** Fails so many times in a row, waiting out each block. */
function failing(times: number): { series: Series; now: number } {
  let series = noFailures
  let now = 0
  for (let i = 0; i < times; i += 1) {
    if (series.blockedUntil !== null) now = Math.max(now, series.blockedUntil)
    series = spendTry(series, now, tries) ?? series
  }
  return { series, now }
}

describe('tries', () => {
  it.each([
    [4, false, 1],
    [5, true, 5],
    [6, false, 4],
    [9, false, 1],
    [10, true, 5],
    [11, false, 4],
  ])('after %i failures: blocked %s, %i left', (times, isBlocked, left) => {
    const { series, now } = failing(times)
    expect(series.failures).toBe(times)
    expect(blocked(series, now)).toBe(isBlocked)
    expect(triesLeft(series, tries)).toBe(left)
  })

  it('RTS-27 RTS-30 refuses the sixth try until the very end of the block', () => {
    const { series } = failing(5)
    expect(spendTry(series, 15 * minute - 1, tries)).toBeNull()
    expect(spendTry(series, 15 * minute, tries)).toMatchObject({ failures: 6, blockedUntil: null })
  })

  it.each([1, 2, 3, 4, 9])('RTS-30 block %i lasts twice as long as the one before', (block) => {
    const { series, now } = failing(5 * block)
    expect((series.blockedUntil ?? 0) - now).toBe(15 * minute * 2 ** (block - 1))
  })

  it.each([
    [49, false],
    [50, true],
  ])('OTP-05 after %i failures only the platform can lift the block: %s', (times, permanent) => {
    const { series } = failing(times)
    expect(series.permanent).toBe(permanent)
    expect(spendTry(series, Number.MAX_SAFE_INTEGER, tries) === null).toBe(permanent)
  })

  it.each([1, 5, 6, 10, 50])('a try that was right leaves no trace, even the one that carried block: try %i', (nth) => {
    const { series: before, now: then } = failing(nth - 1)
    const now = Math.max(then, before.blockedUntil ?? 0)
    const spent = spendTry(before, now, tries) as Series
    const after = refundTry(spent, tries)
    expect(after.failures).toBe(before.failures)
    expect(blocked(after, now)).toBe(false)
  })

  it('gives nothing back where nothing was spent, and lifts no block that the platform set', () => {
    expect(refundTry(noFailures, tries)).toEqual(noFailures)
    expect(refundTry({ failures: 3, blockedUntil: null, permanent: true }, tries)).toMatchObject({ permanent: true })
    expect(refundTry({ failures: 5, blockedUntil: 1, permanent: true }, tries)).toMatchObject({ permanent: true })
  })

  it.each([1, 5, 45, 49, 50])(
    'RTS-29 a try that was right never lifts a block that somebody set since: try %i',
    (nth) => {
      const { series: before, now: then } = failing(nth - 1)
      const now = Math.max(then, before.blockedUntil ?? 0)
      for (const warned of [true, false]) {
        const set = blockForGood(spendTry(before, now, tries, warned) as Series)
        const after = refundTry(set, tries)
        expect(after).toEqual({ failures: nth - 1, blockedUntil: null, permanent: true })
        expect(blocked(after, Number.MAX_SAFE_INTEGER)).toBe(true)
      }
    },
  )

  it('a block that somebody set stands at once, also over one that a try made permanent', () => {
    const fiftieth = spendTry({ ...noFailures, failures: 49 }, 1_000, tries) as Series
    const set = blockForGood(fiftieth)
    expect(blockSettled(set, 1_000, tries)).toBe(true)
    expect(blockForGood(set)).toBe(set)
  })

  const moves = fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constant({ do: 'spend' as const }) },
      {
        weight: 3,
        arbitrary: fc.record({ do: fc.constant('resolve' as const), which: fc.nat(), right: fc.boolean() }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 40 * minute }) }),
      },
    ),
    { maxLength: 200 },
  )

  it('RTS-27 OTP-05 never takes more than five wrong tries between blocks, however tries and verdicts interleave', () => {
    fc.assert(
      fc.property(moves, (sequence) => {
        let series = noFailures
        let now = 0
        let open: { at: number }[] = []
        let standing: { at: number }[] = []
        let blockStarted = 0
        for (const move of sequence) {
          if (move.do === 'wait') now += move.ms
          if (move.do === 'spend') {
            const next = spendTry(series, now, tries)
            expect(next === null).toBe(blocked(series, now))
            if (next === null) continue
            if (series.blockedUntil !== null) blockStarted = series.blockedUntil
            series = next
            const tried = { at: now }
            open.push(tried)
            standing.push(tried)
          }
          if (move.do === 'resolve' && open.length > 0) {
            const tried = open[move.which % open.length] as { at: number }
            open = open.filter((other) => other !== tried)
            if (!move.right) continue
            standing = standing.filter((other) => other !== tried)
            series = refundTry(series, tries)
          }
          // A try counts from when it was spent; those before the last block that was served had their block.
          expect(standing.filter(({ at }) => at >= blockStarted).length).toBeLessThanOrEqual(tries.perBlock)
          expect(series.failures).toBe(standing.length)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a block that may still be taken back', () => {
  const fifth = { failures: 5, blockedUntil: 1_000 + tries.firstBlockMs, permanent: false }
  const tenth = { failures: 10, blockedUntil: 1_000 + 2 * tries.firstBlockMs, permanent: false }

  it.each([
    ['the fifth try', fifth],
    ['the tenth try', tenth],
    ['the try that makes it permanent', { ...spendTry({ ...noFailures, failures: 49 }, 1_000, tries)! }],
  ])('%s: settled once its verdict must be in', (_, series) => {
    expect(blockSettled(series, 1_000, tries)).toBe(false)
    expect(blockSettled(series, 1_000 + verdictWithinMs - 1, tries)).toBe(false)
    expect(blockSettled(series, 1_000 + verdictWithinMs, tries)).toBe(true)
  })

  it('a block by the platform or by "not me" stands at once', () => {
    expect(blockSettled({ failures: 0, blockedUntil: null, permanent: true }, 1_000, tries)).toBe(true)
    expect(blockSettled({ ...fifth, permanent: true }, 1_000, tries)).toBe(true)
  })
})

describe('codes', () => {
  it.each([
    [2, null],
    [3, { refused: 'too-many-sends' }],
    [4, { refused: 'too-many-sends' }],
  ])('after %i sends: %o', (count, refusal) => {
    expect(refuseSend({ count, lastAt: null }, 0, codes)).toEqual(refusal)
  })

  it.each([
    [29_999, { refused: 'too-early', retryAt: 130_000 }],
    [30_000, null],
    [30_001, null],
  ])('%i ms after the last: %o', (ms, refusal) => {
    expect(refuseSend({ count: 1, lastAt: 100_000 }, 100_000 + ms, codes)).toEqual(refusal)
  })

  it('says that the cap is reached even while the gap runs', () => {
    expect(refuseSend({ count: 3, lastAt: 0 }, 1, codes)).toEqual({ refused: 'too-many-sends' })
  })
})
