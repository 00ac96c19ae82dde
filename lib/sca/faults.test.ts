import { describe, expect, it } from 'vitest'
import { check } from './explore/check.ts'
import { faults } from './explore/faults.ts'
import { everyStart } from './explore/situations.ts'
import { policies } from './policy.ts'

/** A part of the space is enough to find each fault, and keeps this file quick. */
const starts = everyStart({
  policies: Object.values(policies).map((preset) => ({
    policy: { ...preset, emailMistypesPerSession: 2 },
    under: preset.name,
  })),
  purposes: ['enrolment', 'payment'],
})

describe('every planted fault is noticed', () => {
  it.each(faults)('$mistake → $breaks', ({ breaks, core }) => {
    const broken = check(starts, core).findings.map(({ rule }) => rule)
    expect(broken).toContain(breaks)
  })
})
