import type { ParseArgsConfig } from 'node:util'
import type { Deps } from '../session/deps.ts'

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

/** What a command is given. */
export interface Call {
  /** The words after the command's name, as many as it asks for. */
  readonly words: readonly string[]
  readonly values: Values
  readonly env: Readonly<Record<string, string | undefined>>
  /** Opens the database when it is first asked for; it is closed after the command. Throws what the configuration throws. */
  readonly deps: () => Deps
  /** A line of the answer, to stdout. */
  readonly say: (line: string) => void
  /** A line about it, to stderr, so that the answer can be piped. */
  readonly note: (line: string) => void
}

/** One command of `npm run assent --`. */
export interface Command {
  /** `platform create` */
  readonly name: string
  /** What follows the name: `<platform> [--name <text>]`. Words in angle brackets outside options are needed. */
  readonly usage: string
  readonly summary: string
  /** Further lines of its help. */
  readonly details?: readonly string[]
  readonly needs: number
  readonly options?: NonNullable<ParseArgsConfig['options']>
  /** Out: nothing, or false where the answer is bad news, which makes the exit code 1. Throws `Refused`. */
  readonly run: (call: Call) => Promise<boolean> | Promise<void>
}

/** A command cannot do what was asked; its text says why. Exit code 1. */
export class Refused extends Error {}

/** The command line is not one of this command's. Exit code 2. */
export class Misused extends Error {}

export function textOf({ values }: Call, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

export function listOf({ values }: Call, name: string): string[] | undefined {
  const value = values[name]
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : undefined
}
