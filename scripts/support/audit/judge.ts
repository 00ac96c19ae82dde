import type { LockEntry } from '../lockfile.ts'
import { type Accepted, daysToPatch, exposed, type Severity, severities } from './policy.ts'

/** `npm audit --json` (its version 2), as far as it is read here. */
export interface AuditReport {
  readonly auditReportVersion: 2
  readonly vulnerabilities: Readonly<
    Record<
      string,
      {
        readonly nodes: readonly string[]
        readonly via: readonly (
          | string
          | { readonly name: string; readonly title: string; readonly url: string; readonly severity: string }
        )[]
        readonly fixAvailable: unknown
      }
    >
  >
}

export interface Hole {
  readonly advisory: string
  readonly title: string
  readonly name: string
  readonly where: 'server' | 'tools'
  readonly severity: Severity
  readonly days: number
  readonly fixAvailable: boolean
  /** Why it is accepted for now; null: it is not. */
  readonly accepted: string | null
}

/**
 * What an audit found, the most urgent first. In: the report, the lock file, what is accepted, the day (YYYY-MM-DD). Out:
 * one entry per advisory and package. Whoever only depends on a package with a hole is not listed beside it.
 */
export function judgeAudit(
  report: AuditReport,
  packages: Readonly<Record<string, LockEntry>>,
  accepted: readonly Accepted[],
  day: string,
): Hole[] {
  const holes = Object.entries(report.vulnerabilities).flatMap(([name, { via, nodes, fixAvailable }]) =>
    via
      .filter((one) => typeof one !== 'string')
      .map(({ title, url, severity }): Hole => {
        // What a development package and the server both use has no mark of its own.
        const where = nodes.length > 0 && nodes.every((path) => packages[path]?.dev === true) ? 'tools' : 'server'
        const graded = grade(name, severity)
        const advisory = url.split('/').at(-1) ?? url
        const known = accepted.find((one) => one.advisory === advisory && one.until >= day)
        return {
          ...{ advisory, title, name, where, severity: graded, days: daysToPatch[where][graded] },
          ...{ fixAvailable: fixAvailable !== false, accepted: known?.why ?? null },
        }
      }),
  )
  return holes.sort((one, other) => one.days - other.days)
}

/** A word that nobody knows is taken for the worst. */
function grade(name: string, severity: string): Severity {
  const known = severities.find((one) => one === severity) ?? 'critical'
  return known === 'high' && exposed.test(name) ? 'critical' : known
}
