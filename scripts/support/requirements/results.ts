import { existsSync, readFileSync } from 'node:fs'

export type Result = 'passed' | 'failed' | 'not run'

/** A test of the last run, with the names of what it stands in. */
export interface Ran {
  readonly name: string
  readonly result: Result
}

interface Vitest {
  readonly testResults: readonly { readonly assertionResults: readonly { fullName: string; status: string }[] }[]
}
interface Suite {
  readonly title: string
  readonly suites?: readonly Suite[]
  readonly specs?: readonly { readonly title: string; readonly tests: readonly { readonly status: string }[] }[]
}

/** Where `npm test` leaves what its tests reported. */
export const resultFiles = { unit: 'test-results/unit.json', e2e: 'test-results/e2e.json' } as const

/** The tests of the last `npm test`; empty where none ran. */
export function lastResults(paths: readonly string[] = Object.values(resultFiles)): Ran[] {
  return paths.filter((path) => existsSync(path)).flatMap((path) => ranIn(JSON.parse(readFileSync(path, 'utf8'))))
}

export function ranIn(report: Vitest | { readonly suites: readonly Suite[] }): Ran[] {
  if ('suites' in report) return report.suites.flatMap((suite) => ranInSuite(suite, []))
  return report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .map(({ fullName, status }) => ({ name: fullName, result: resultOf(status) }))
}

function ranInSuite(suite: Suite, above: readonly string[]): Ran[] {
  const names = [...above, suite.title]
  const own = (suite.specs ?? []).map(({ title, tests }) => ({
    name: [...names, title].join(' '),
    result: worst(tests.map(({ status }) => resultOf(status))),
  }))
  return [...own, ...(suite.suites ?? []).flatMap((inner) => ranInSuite(inner, names))]
}

function resultOf(status: string): Result {
  if (status === 'passed' || status === 'expected') return 'passed'
  return /^(skipped|pending|todo|disabled)$/.test(status) ? 'not run' : 'failed'
}

/** One failure makes the whole failed; what did not run counts only where nothing did. */
export function worst(results: readonly Result[]): Result {
  if (results.includes('failed')) return 'failed'
  return results.includes('passed') ? 'passed' : 'not run'
}
