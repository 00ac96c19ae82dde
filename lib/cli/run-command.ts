import { parseArgs } from 'node:util'
import type { JournalTrouble } from '../../db/store.ts'
import { makeDeps } from '../container.ts'
import { systemClock } from '../ports/clock.ts'
import type { Deps } from '../session/deps.ts'
import { type Call, type Command, Misused, Refused } from './command.ts'
import { commands } from './commands.ts'
import { helpOf, helpOfAll } from './help.ts'

export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly say: (line: string) => void
  readonly note: (line: string) => void
}

/**
 * Runs one command line. In: the words behind `npm run assent --`, where to speak. Out: the exit code: 0 done, 1 it could
 * not be done or the answer is bad news, 2 the command line is wrong.
 */
export async function runCommand(argv: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> {
  const command = commands.find(({ name }) => name === argv.slice(0, name.split(' ').length).join(' '))
  if (!command) return withoutCommand(argv, terminal)
  const rest = argv.slice(command.name.split(' ').length)
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.say(helpOf(command))
    return 0
  }
  let opened: Deps | null = null
  const troubles = new Set<JournalTrouble>()
  try {
    const { words, values } = read(command, rest)
    const deps = () => {
      const env = { ...terminal.env, LOG_LEVEL: 'silent' }
      opened ??= makeDeps(env, systemClock, 'tool', (trouble) => void troubles.add(trouble))
      return opened
    }
    const call: Call = { ...terminal, words, values, deps }
    return (await command.run(call)) === false || troubles.has('unwritten') ? 1 : 0
  } catch (fault) {
    return tell(fault, command, terminal)
  } finally {
    for (const trouble of troubles) terminal.note(inWords[trouble])
    await (opened as Deps | null)?.store.close()
  }
}

/** The log is silent here, and what is kept in memory until it can be written is gone with the command. */
const inWords: Readonly<Record<JournalTrouble, string>> = {
  unwritten:
    'What was taken away could not be remembered in the journal (ASSENT_JOURNAL): after a restore of a backup from before ' +
    'now, do it again. docs/restore.md',
  forged: 'The journal (ASSENT_JOURNAL) has a line that was changed or cut off; it was passed over. docs/restore.md',
  gap: 'The journal (ASSENT_JOURNAL) lacks lines: somebody or something removed them. docs/restore.md',
  unremoved: 'A file of the journal (ASSENT_JOURNAL) that is too old could not be removed.',
}

function withoutCommand(argv: readonly string[], { say, note }: Terminal): 0 | 2 {
  const [first] = argv
  if (first === '--help' || first === '-h' || first === 'help') {
    say(helpOfAll(commands))
    return 0
  }
  note(first === undefined ? helpOfAll(commands) : `There is no command "${argv.slice(0, 2).join(' ')}".\n`)
  if (first !== undefined) note(helpOfAll(commands.filter(({ name }) => name.startsWith(`${first} `))))
  return 2
}

function read({ options = {}, needs }: Command, args: readonly string[]) {
  const parsed = (() => {
    try {
      return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    } catch (fault) {
      throw new Misused(fault instanceof Error ? fault.message : String(fault))
    }
  })()
  const words = parsed.positionals
  if (words.length < needs) throw new Misused('Something is missing.')
  if (words.length > needs) throw new Misused(`"${words[needs]}" is one word too many.`)
  return { words, values: parsed.values as Call['values'] }
}

function tell(fault: unknown, command: Command, { note }: Terminal): 1 | 2 {
  if (fault instanceof Misused) {
    note(`${fault.message}\n\n${helpOf(command)}`)
    return 2
  }
  if (fault instanceof Refused) note(fault.message)
  // The configuration and the store explain themselves; anything else is a fault whose place somebody has to find.
  else
    note(fault instanceof Error ? (isExplained(fault) ? fault.message : (fault.stack ?? fault.message)) : String(fault))
  return 1
}

function isExplained(fault: Error): boolean {
  return fault.constructor === Error || 'code' in fault
}
