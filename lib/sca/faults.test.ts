import { afterAll, describe, expect, it } from 'vitest'
import { check } from './explore/check.ts'
import { faults } from './explore/faults.ts'
import { faultsOfScreens } from './explore/faults-of-screens.ts'
import { rulesOfMoves } from './explore/rules-of-moves.ts'
import { rulesOfScreens } from './explore/rules-of-screens.ts'
import { rulesOfSuccess } from './explore/rules-of-success.ts'
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
const planted = [...faults, ...faultsOfScreens]

describe('REL-23 every planted fault is noticed', () => {
  it.each(planted)('$mistake → $breaks', ({ breaks, core }) => {
    const broken = check(starts, core, breaks).findings.map(({ rule }) => rule)
    expect(broken).toContain(breaks)
  })

  it('and every rule notices one', () => {
    const noticed = new Set(planted.map(({ breaks }) => breaks))
    const rules = [rulesOfSuccess, rulesOfScreens, rulesOfMoves].flatMap((some) => Object.keys(some))
    expect(rules.filter((rule) => !noticed.has(rule))).toEqual([])
  })

  afterAll(() => console.log(`${planted.length} faults planted`))
})
