import { officialTimeWatch } from '../official-time/watch.ts'
import type { Readiness } from '../readiness/readiness.ts'
import type { Deps } from '../session/deps.ts'
import { eraseUnfinished } from '../session/erase-rest.ts'
import { keepSigningKeys } from '../session/key-set.ts'
import { sweepOverdue } from '../session/overdue.ts'
import { keepPasskeyDomain } from '../session/passkey-domain.ts'
import { seedDemo } from '../session/seed-demo.ts'
import { sendNotices } from '../session/send-notices.ts'
import { takeReport } from '../session/take-report.ts'
import { webhookRunner } from '../webhooks/runner.ts'
import { epochSweeper } from './epoch-sweeper.ts'
import { purgeJob } from './purge-job.ts'
import { type RegularName, type RegularWork, regularly } from './regularly.ts'

const sweepEveryMs = 2_000
const sweepAtMost = 200
/** Time servers of others are not to be asked more often than every minute or so. */
const askTimeEveryMs = 300_000

/**
 * What a server does before it answers and beside it: refuses a database whose passkeys belong to another domain, keeps the
 * public signing keys, seeds the sandbox's platform, writes the outcome of sessions whose time is over, lets go of what nobody
 * may keep any longer, hands notices over, and delivers webhooks. Out: a function that stops all that and closes the store.
 */
export async function startUp(deps: Deps, readiness: Readiness): Promise<() => Promise<void>> {
  await keepPasskeyDomain(deps)
  await keepSigningKeys(deps)
  await seedDemo(deps)
  deps.smsSender.start?.((report) => {
    if (readiness.stopped()) return
    takeReport(deps, report).catch((error) => {
      deps.log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'a report of delivery got lost')
    })
  })
  // A wrong clock would put off for years what it takes.
  const webhooks = webhookRunner(deps, { paused: () => readiness.stopped() })
  webhooks.start()
  const stopWatching = readiness.watch()
  const sweepEpochs = epochSweeper(deps, readiness, sweepAtMost)
  const every = (name: RegularName, work: RegularWork) =>
    // By a wrong clock, what is not over would end or go.
    regularly(deps, name, sweepEveryMs, async (goesOn) => void (readiness.stopped() || (await work(goesOn))))
  const purge = purgeJob(deps)
  // Each by itself, so that a slow mail server delays no outcome.
  const stops = [
    every('sweep', async () => {
      await sweepEpochs()
      await sweepOverdue(deps, sweepAtMost)
    }),
    every('notices', (goesOn) => sendNotices(deps, sweepAtMost, goesOn)),
    every('purge', purge),
    every('erasures', (goesOn) => eraseUnfinished(deps, goesOn)),
    ...watchOfficialTime(deps),
  ]
  return async () => {
    await Promise.all(stops.map((stop) => stop()))
    await deps.smsSender.stop?.()
    await webhooks.stop()
    await stopWatching()
    await deps.store.close()
  }
}

/** The first time at once, so that a start says it; nothing waits for it. */
function watchOfficialTime(deps: Deps): (() => Promise<void>)[] {
  if (deps.config.timeServers.length === 0) return []
  const watch = officialTimeWatch(deps)
  const first = watch()
  const stop = regularly(deps, 'official-time', askTimeEveryMs, watch)
  return [() => first, stop]
}
