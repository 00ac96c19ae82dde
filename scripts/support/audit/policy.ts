/** How bad a hole is, by the words of the registry. */
export const severities = ['critical', 'high', 'moderate', 'low', 'info'] as const
export type Severity = (typeof severities)[number]

/**
 * Within how many days of the alarm a fix is in production: of what the server runs, and of what only builds and tests it.
 * docs/operations.md says the same, and a test holds it to this.
 */
export const daysToPatch: Readonly<Record<'server' | 'tools', Readonly<Record<Severity, number>>>> = {
  server: { critical: 2, high: 7, moderate: 30, low: 90, info: 90 },
  tools: { critical: 14, high: 30, moderate: 90, low: 90, info: 90 },
}

/** What answers strangers before it knows them: a high hole in it counts as critical (as CVE-2025-55182 was). */
export const exposed = /^(next|react|react-dom|react-server-dom-\w+|hono|@hono\/node-server|iron-session|jose)$/

/** A hole that does not matter here, with the reason, until it is looked at again. */
export interface Accepted {
  /** `GHSA-…` */
  readonly advisory: string
  readonly why: string
  /** The last day, YYYY-MM-DD: 90 days ahead at most. */
  readonly until: string
}

export const accepted: readonly Accepted[] = []
