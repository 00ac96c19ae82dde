import { troubleOf } from '../../db/trouble.ts'
import { type Clock, type SteadyClock, systemClock, systemSteadyClock } from '../ports/clock.ts'
import type { Deps } from '../session/deps.ts'
import { clockWatch } from './clock-watch.ts'
import { historyWatch } from './history-watch.ts'
import { judgeClock } from './judge-clock.ts'
import { keysWatch } from './keys-watch.ts'
import { type Checks, inTrouble, isReady, type Report, stops } from './report.ts'

/** So old a finding is told to whoever asks: probes cannot load the database. */
const freshMs = 1_000
/** How long anybody waits for it. What has not answered by then is told as not answering. */
const patienceMs = 2_000
const lookEveryMs = 2_000

export interface Readiness {
  /** Looks, or tells what was found a moment ago. Never throws, never takes long. */
  report(): Promise<Report>
  /** Must everything stop, by the last look that saw anything? */
  stopped(): boolean
  /** The present epoch and when it began, by the last look. */
  epoch(): { readonly number: number; readonly beganAt: number } | null
  /** Forgets what was found: the next to ask looks. */
  forget(): void
  /** From now on it is not ready, whatever is found. */
  drain(): void
  /** Looks again and again. Out: ends that, with a last mark: a backup of before it is noticed as older. */
  watch(): () => Promise<void>
}

type Findings = Omit<Checks, 'serving'>

/**
 * What a server knows of whether it may serve. In: the parts; the clock of this machine, which is held against the
 * database's, the marks, and one that nobody sets. The first look throws what the database throws, so that a server that
 * cannot start says why.
 */
export async function readinessOf(
  deps: Deps,
  machine: Clock = systemClock,
  steady: SteadyClock = systemSteadyClock,
): Promise<Readiness> {
  const { store, log, meters } = deps
  const ownClock = clockWatch(machine, steady)
  const keysOfStore = keysWatch(deps, steady)
  // A mark is never taken back, so none is written by a clock that is ahead: set right, it would seem to be behind.
  const history = await historyWatch(deps, ownClock)
  let found: { readonly findings: Findings; readonly at: number } | null = null
  let looking: Promise<Findings> | null = null
  let draining = false
  let wasReady = true
  let stopped = false

  async function examine(): Promise<Findings> {
    const { lost, ahead } = await history.look()
    const askedAt = machine.now()
    const { databaseNow, schema, lease, space } = await store.examine()
    const answeredAt = machine.now()
    const ofMarks = ahead ? 'behind' : 'ok'
    const ofOthers = databaseNow === null ? ofMarks : judgeClock({ askedAt, answeredAt, other: databaseNow })
    // Both machines may be set by the same mistake, so that the database agrees is not enough.
    const clock = ofOthers === 'ok' ? ownClock.look() : ofOthers
    return { database: space, schema, epoch: lost ? 'lost' : 'ok', lease, clock, keys: keysOfStore() }
  }

  /** One look at a time, however many ask; one that hangs is not joined by another. */
  function look(): Promise<Findings> {
    looking ??= examine()
      .catch((fault): Findings => {
        const trouble = troubleOf(fault) ?? 'fault'
        log.error({ fault, trouble }, 'the database is in trouble')
        return inTrouble(trouble)
      })
      .then((findings) => {
        looking = null
        return keep(findings)
      })
    return looking
  }

  function keep(findings: Findings): Findings {
    found = { findings, at: steady.awake() }
    const ready = isReady({ ...findings, serving: 'ok' })
    // What cannot be looked at now is as it was.
    if (findings.clock !== 'unknown') stopped = stops({ ...findings, serving: 'ok' })
    if (ready !== wasReady) {
      const checks = Object.entries(findings).map(([name, word]) => `${name} ${word}`)
      log[ready ? 'info' : 'error']({ checks: checks.join(', ') }, ready ? 'ready again' : 'not ready')
    }
    wasReady = ready
    meters.ready(ready)
    return findings
  }

  async function bounded(): Promise<Findings> {
    if (found !== null && steady.awake() - found.at < freshMs) return found.findings
    let late: NodeJS.Timeout | undefined
    const tooLate = new Promise<Findings>((resolve) => {
      late = setTimeout(() => resolve(keep(inTrouble('no-answer'))), patienceMs)
    })
    const findings = await Promise.race([look(), tooLate])
    clearTimeout(late)
    return findings
  }

  keep(await examine())
  return {
    report: async () => {
      const checks: Checks = { ...(await bounded()), serving: draining ? 'draining' : 'ok' }
      return { ready: isReady(checks), checks }
    },
    // Looks are seconds apart, and a block that ends early between two of them has ended early.
    stopped: () => {
      if (!history.behind()) return stopped || ownClock.suspect()
      void look()
      return true
    },
    epoch: history.present,
    forget: () => {
      if (found !== null) found = { ...found, at: Number.NEGATIVE_INFINITY }
    },
    drain: () => {
      draining = true
    },
    watch: () => {
      const timer = setInterval(() => void bounded(), lookEveryMs)
      return async () => {
        clearInterval(timer)
        await looking
        found = null
        await bounded()
      }
    },
  }
}
