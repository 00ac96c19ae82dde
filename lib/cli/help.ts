import type { Command } from './command.ts'

/** The help of one command. */
export function helpOf({ name, usage, summary, details = [] }: Command): string {
  return [`Usage: npm run assent -- ${`${name} ${usage}`.trim()}`, '', summary, ...details].join('\n')
}

/** The list of some or all commands. */
export function helpOfAll(some: readonly Command[]): string {
  const width = Math.max(...some.map(({ name }) => name.length), 0)
  return [
    'Usage: npm run assent -- <command> [--help]',
    '',
    ...some.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'Configuration is read from the same environment variables as the server (see .env.example).',
    'Exit codes: 0 done; 1 not possible, or bad news; 2 wrong command line.',
  ].join('\n')
}
