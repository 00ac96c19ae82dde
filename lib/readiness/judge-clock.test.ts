import { expect, it } from 'vitest'
import { judgeClock } from './judge-clock.ts'

it.each([
  ['the same', { askedAt: 100_000, answeredAt: 100_010, other: 100_005 }, 'ok'],
  ['5 s behind, which is tolerated', { askedAt: 100_000, answeredAt: 100_000, other: 105_000 }, 'ok'],
  ['a little more behind', { askedAt: 100_000, answeredAt: 100_000, other: 105_001 }, 'behind'],
  ['5 s ahead, which is tolerated', { askedAt: 100_000, answeredAt: 100_000, other: 95_000 }, 'ok'],
  ['a little more ahead', { askedAt: 100_000, answeredAt: 100_000, other: 94_999 }, 'ahead'],
  ['30 s ahead', { askedAt: 100_000, answeredAt: 100_010, other: 70_000 }, 'ahead'],
  ['ten minutes behind', { askedAt: 100_000, answeredAt: 100_010, other: 700_000 }, 'behind'],
  ['unknown within a slow answer, in our favour', { askedAt: 100_000, answeredAt: 120_000, other: 121_000 }, 'ok'],
  ['a slow answer, and still behind', { askedAt: 100_000, answeredAt: 120_000, other: 125_001 }, 'behind'],
] as const)('REL-09 a clock that is %s', (_, reading, word) => {
  expect(judgeClock(reading)).toBe(word)
})
