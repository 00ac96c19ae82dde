import { pino } from 'pino'
import { openSqliteStore } from '../db/sqlite/store.ts'
import { readConfig } from './config.ts'
import { type Clock, systemClock } from './ports/clock.ts'
import { systemRandom } from './ports/random.ts'
import { sandboxInbox } from './senders/sandbox-inbox.ts'
import { smtpMailer } from './senders/smtp.ts'
import type { Deps } from './session/deps.ts'
import { depositInInbox } from './session/inbox.ts'

/** Server code may be loaded twice in one process, by Node and by Next: both find the same parts here. */
const slot = Symbol.for('assent')
type Slot = { [slot]?: Deps }

/** The parts of this process, made when first asked for. Throws what `readConfig` and the store throw. */
export function assent(): Deps {
  const holder = globalThis as Slot
  holder[slot] ??= makeDeps(process.env, systemClock, 'server')
  return holder[slot]
}

/**
 * Builds the parts. In: environment variables; the clock, for those who cannot wait; whether this is the server, which
 * may be the only one of a SQLite file, or a tool beside it. Out: what the engine needs. The only place that names a
 * store or sender.
 */
export function makeDeps(
  env: Readonly<Record<string, string | undefined>>,
  clock: Clock = systemClock,
  as: 'server' | 'tool' = 'tool',
): Deps {
  const config = readConfig(env)
  const store = openSqliteStore(config.databaseUrl.replace(/^file:/, ''), { lease: as === 'server' })
  const base = { config, store, clock, random: systemRandom }
  const inbox = sandboxInbox((message) => depositInInbox(base, message))
  return {
    ...base,
    mailer: config.mailUrl === 'sandbox:' ? inbox.mailer : smtpMailer(config.mailUrl, config.mailFrom),
    smsSender: inbox.smsSender,
    log: pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }),
  }
}
