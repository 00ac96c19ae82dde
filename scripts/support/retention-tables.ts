import { kept, type Retention, retention } from '../../lib/sca/retention.ts'

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** The retention tables as `docs/retention.md` shows them. */
export function retentionTables(): string {
  const rows = Object.entries(retention as Record<string, Retention>).map(([kind, row]) => [
    `\`${kind}\``,
    row.what,
    row.since,
    row.keepMs === 0 ? 'no longer' : duration(row.keepMs),
    row.livesMs === null
      ? ''
      : [row.keepMs, row.livesMs]
          .filter((ms) => ms > 0)
          .map(duration)
          .join(' and '),
    row.permitted === null ? '' : `${duration(row.permitted.smallestMs)} to ${duration(row.permitted.largestMs)}`,
    row.why,
    row.source,
  ])
  const others = kept.map(({ what, until, why, source }) => [what, until, why, source])
  return [
    table(['kind', 'what', 'from when', 'kept for', 'so at most', 'may be set to', 'why', 'source'], rows),
    table(['what', 'until', 'why', 'source'], others),
  ].join('\n\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** In the largest unit that leaves no rest. */
function duration(ms: number): string {
  const [name, size] = units.find(([, unit]) => ms % unit === 0) ?? ['ms', 1]
  return `${ms / size} ${name}${ms === size ? '' : 's'}`
}
