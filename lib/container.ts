import { setTimeout as pause } from 'node:timers/promises'
import { openJournal } from '../db/journal/journal.ts'
import { rememberingStore } from '../db/journal/remembering-store.ts'
import { openPostgresStore } from '../db/postgres/store.ts'
import { openSqliteStore } from '../db/sqlite/store.ts'
import type { JournalTrouble, Store } from '../db/store.ts'
import about from '../package.json' with { type: 'json' }
import { readConfig } from './config.ts'
import { isPostgres } from './database-url.ts'
import { journalKeys } from './keys/journal-keys.ts'
import { makeLog } from './log/make-log.ts'
import { processHashQueue } from './methods/pin/hash-queue.ts'
import type { Sources } from './metrics/gather.ts'
import { meteredMailer, meteredSmsSender } from './metrics/metered-senders.ts'
import { meteredStore } from './metrics/metered-store.ts'
import { prometheusMeters } from './metrics/prometheus-meters.ts'
import { metricsOfAllWorkers, tellFigures } from './metrics/workers.ts'
import { type Clock, systemClock } from './ports/clock.ts'
import type { Mailer } from './ports/mailer.ts'
import { systemRandom } from './ports/random.ts'
import type { SmsSender } from './ports/sms-sender.ts'
import { sandboxInbox } from './senders/sandbox-inbox.ts'
import { sendingLimits, smsByGateways } from './senders/sms-by-gateways.ts'
import { smsGateways } from './senders/sms-gateways.ts'
import { smtpMailer } from './senders/smtp.ts'
import type { Deps } from './session/deps.ts'
import { depositInInbox } from './session/inbox.ts'
import { sandboxNumber } from './session/sandbox-number.ts'

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
 * may be the only one of a SQLite file, or a tool beside it; who hears of trouble with the journal, beside the log. Out: what
 * the engine needs. The only place that names a store or sender.
 */
export function makeDeps(
  env: Readonly<Record<string, string | undefined>>,
  clock: Clock = systemClock,
  as: 'server' | 'tool' = 'tool',
  onJournalTrouble: (trouble: JournalTrouble) => void = () => undefined,
): Deps {
  const config = readConfig(env)
  const { attemptMs } = sendingLimits
  const gateways = smsGateways(config, { origin: config.origin, clock, random: systemRandom, timeoutMs: attemptMs })
  const mailServer = config.mailUrl === 'sandbox:' ? null : mailerOf(config)
  const opened = openStore(config.databaseUrl, as, (fault) => {
    log.error({ fault }, 'the thread of checkpoints has stopped and is started again')
  })
  const sources: Sources = {
    build: { version: about.version, mode: config.mode },
    clock,
    dataFolder: config.dataFolder,
    backlog: (atMost) => opened.backlog(atMost),
    hashes: () => processHashQueue().figures(),
  }
  const meters = prometheusMeters(sources, metricsOfAllWorkers)
  tellFigures(meters.figures)
  const journal = openJournal(config.journalFolder, journalKeys(config.keys), (trouble, fault) => {
    log.error({ alarm: true, trouble, fault }, 'the journal of revocations is in trouble (docs/restore.md)')
    onJournalTrouble(trouble)
  })
  const store = meteredStore(rememberingStore(opened, journal, clock), meters)
  const base = { config, store, clock, random: systemRandom }
  const log = makeLog(config.logLevel, meters)
  const inbox = sandboxInbox((message) => depositInInbox(base, message))
  const byGateways = (): SmsSender => {
    const sender = smsByGateways(gateways, {
      clock,
      random: systemRandom,
      observe: ({ gateway, outcome, tookMs }) => {
        meters.askedGateway(gateway, outcome)
        if (outcome !== 'taken') log.warn({ gateway, outcome, tookMs }, 'a gateway did not take a text message')
      },
    })
    if (config.mode === 'live') return sender
    // The scripted number is somebody's, and its code is known to all.
    return { ...sender, send: (sms) => (sms.to === sandboxNumber ? inbox.smsSender.send(sms) : sender.send(sms)) }
  }
  return {
    ...base,
    mailer: meteredMailer(mailServer ?? inbox.mailer, meters),
    smsSender: meteredSmsSender(gateways.length === 0 ? inbox.smsSender : byGateways(), meters),
    meters,
    log,
  }
}

/** Throws an error that names the variable and repeats nothing of its value. */
function mailerOf({ mailUrl, mailFrom }: Deps['config']): Mailer {
  try {
    return smtpMailer(mailUrl, mailFrom)
  } catch (fault) {
    throw new Error(`MAIL_URL: ${fault instanceof Error ? fault.message : 'is not usable'}`)
  }
}

/** PostgreSQL is reached when it is first asked for something; a SQLite file is opened at once. */
function openStore(url: string, as: 'server' | 'tool', onFault: (fault: string) => void): Store {
  if (isPostgres(url)) return openPostgresStore(url, { random: systemRandom, pause: (ms) => pause(ms) })
  return openSqliteStore(url.replace(/^file:/, ''), { lease: as === 'server', onFault })
}
