import { describe, expect, it } from 'vitest'
import { check } from './explore/check.ts'
import { theCore } from './explore/engine.ts'
import { explore } from './explore/graph.ts'
import { everyPolicy, everyStart, inWords } from './explore/situations.ts'
import { policies } from './policy.ts'

describe('WEB-19 SES-05 EL-12 REL-21 every reachable state of every session', () => {
  it('keeps every rule', () => {
    const { sessions, states, findings } = check(everyStart(), theCore)
    console.log(`${states} states of ${sessions} sessions under ${everyPolicy().length} policies`)
    expect(findings).toEqual([])
    expect(states).toBeGreaterThan(300_000)
  })

  it('keeps every rule when the email address may be mistyped and typed again', () => {
    const strict = [{ policy: { ...policies.strict, emailMistypesPerSession: 3 }, under: 'strict with 3 mistypes' }]
    const { findings } = check(everyStart({ policies: strict, purposes: ['enrolment', 'access'] }), theCore)
    expect(findings).toEqual([])
  })

  it('asks the same of every purpose but enrolment, because what is missing decides', () => {
    for (const { policy, under } of everyPolicy()) {
      for (const start of everyStart({ policies: [{ policy, under }], purposes: ['access'] })) {
        const shape = explore(start, theCore).map(({ decision }) => decision)
        for (const purpose of ['payment', 'payee', 'profile', 'contact-change', 'consent'] as const)
          expect(
            explore({ ...start, purpose }, theCore).map(({ decision }) => decision),
            inWords(start),
          ).toEqual(shape)
      }
    }
  })
})
