import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { requirementsPage } from './support/requirements/page.ts'
import { faults, proofs } from './support/requirements/proof.ts'
import { ranIn } from './support/requirements/results.ts'
import { idsIn, markMet, type Requirement, readTable } from './support/requirements/table.ts'
import { namesIn, testNames } from './support/requirements/test-names.ts'

describe('the table of requirements', () => {
  const table = readTable()

  it('claims nothing without a test, gives a reason for the rest, and knows every id that a test carries', () => {
    const named = testNames()
    expect(faults(proofs(table, named, []), named)).toEqual([])
  })

  it('has each id once', () => {
    expect(new Set(table.map(({ id }) => id)).size).toBe(table.length)
  })

  it('is what docs/requirements.md says; `npm run requirements` writes it anew', () => {
    expect(readFileSync('docs/requirements.md', 'utf8')).toBe(requirementsPage(table))
  })
})

describe('what is held against the table', () => {
  const row = (id: string, state: Requirement['state'], why?: string): Requirement => ({
    id,
    priority: 'must',
    requirement: 'Something.',
    state,
    ...(why ? { why } : {}),
  })
  const table = [row('ZZ-01', 'met'), row('ZZ-02', 'met'), row('ZZ-03', 'open', 'later'), row('ZZ-04', 'met', 'why?')]
  const carrying = (...names: string[]) => names.map((name) => ({ file: 'a.test.ts', name }))

  it('is said where a test is missing, failed or nobody knows its id', () => {
    const named = carrying('one ZZ-01', 'other (ZZ-01)', 'ZZ-04 too', 'ZZ-99 of nobody', 'SHA-256 is none')
    const ran = [
      { name: 'one ZZ-01', result: 'passed' as const },
      { name: 'other (ZZ-01)', result: 'failed' as const },
    ]
    const proven = proofs(table, named, ran)
    expect(proven.map(({ row: { id }, tests, result }) => [id, tests, result])).toEqual([
      ['ZZ-01', 2, 'failed'],
      ['ZZ-02', 0, 'no test'],
      ['ZZ-03', 0, 'no test'],
      ['ZZ-04', 1, 'not run'],
    ])
    expect(faults(proven, named)).toEqual([
      'ZZ-02 is called met, but no test carries it',
      'ZZ-01 is called met, but a test of it failed',
      'ZZ-04: met needs no reason',
      'ZZ-99 is not in the table, but a test carries it: a.test.ts: ZZ-99 of nobody',
    ])
  })

  it('a row is flipped with its reason dropped', () => {
    const { table: flipped, missing } = markMet(table, ['ZZ-03', 'ZZ-77'])
    expect(flipped[2]).toEqual(row('ZZ-03', 'met'))
    expect(missing).toEqual(['ZZ-77'])
  })

  it('names are read from calls and from rows, not from comments', () => {
    const source = [`it('ZZ-1 a', f)`, 'it.each([', "  ['ZZ-2 b', 1],", "])('ZZ-3 %s', f)", '// ZZ-4', "x = 'ZZ-5'"]
    expect(namesIn(source.join('\n'))).toEqual(['ZZ-1 a', 'ZZ-2 b', 'ZZ-3 %s'])
    expect(idsIn('ZZ-1 ZZ-2, (ZZ-1) UTF-8', new Set(['ZZ']))).toEqual(['ZZ-1', 'ZZ-2'])
  })

  it('results are read from both reporters, with the names of what a test stands in', () => {
    const assertionResults = [
      { fullName: 'ZZ-1 a > b', status: 'passed' },
      { fullName: 'c', status: 'skipped' },
    ]
    expect(ranIn({ testResults: [{ assertionResults }] })).toEqual([
      { name: 'ZZ-1 a > b', result: 'passed' },
      { name: 'c', result: 'not run' },
    ])
    const specs = [{ title: 'b', tests: [{ status: 'expected' }, { status: 'flaky' }] }]
    expect(ranIn({ suites: [{ title: 'a.spec.ts', suites: [{ title: 'ZZ-1', specs }] }] })).toEqual([
      { name: 'a.spec.ts ZZ-1 b', result: 'failed' },
    ])
  })
})
