import { logMessages } from '../../lib/ports/log-messages.ts'

const numbers = { error: 50, warn: 40, info: 30 } as const

/** The table of docs/log-events.md, from the list that the compiler holds the code to. */
export function logEventsTable(): string {
  const rows = Object.entries(logMessages).map(([message, [levels, says]]) => {
    const all = typeof levels === 'string' ? [levels] : levels
    return `| \`${message}\` | ${all.map((level) => `${level} (${numbers[level]})`).join(', ')} | ${says} |`
  })
  return ['| `msg` | level | meaning |', '| --- | --- | --- |', ...rows].join('\n')
}
