import type { Readiness } from '../readiness/readiness.ts'
import type { Deps } from '../session/deps.ts'
import { keepSigningKeys } from '../session/key-set.ts'
import { sweepOverdue } from '../session/overdue.ts'
import { seedDemo } from '../session/seed-demo.ts'
import { sendNotices } from '../session/send-notices.ts'
import { takeReport } from '../session/take-report.ts'
import { webhookRunner } from '../webhooks/runner.ts'
import { epochSweeper } from './epoch-sweeper.ts'
import { purgeJob } from './purge-job.ts'

const sweepEveryMs = 2_000
const sweepAtMost = 200

/**
 * What a server does before it answers and beside it: keeps the public signing keys, seeds the sandbox's platform, writes
 * the outcome of sessions whose time is over, lets go of what nobody may keep any longer, hands notices over, and delivers
 * webhooks. Out: a function that stops all that and closes the store.
 */
export async function startUp(deps: Deps, readiness: Readiness): Promise<() => Promise<void>> {
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
  // A wrong clock must end no session.
  const stopSweeping = regularly(deps, 'sweep', async () => {
    if (readiness.stopped()) return
    await sweepEpochs()
    await sweepOverdue(deps, sweepAtMost)
  })
  // By itself, so that a slow mail server delays no outcome.
  const stopNotices = regularly(deps, 'notices', async () => {
    if (!readiness.stopped()) await sendNotices(deps, sweepAtMost)
  })
  const purge = purgeJob(deps)
  // Nor may it purge what is not over.
  const stopPurging = regularly(deps, 'purge', async () => {
    if (!readiness.stopped()) await purge()
  })
  return async () => {
    await stopSweeping()
    await stopPurging()
    await stopNotices()
    await deps.smsSender.stop?.()
    await webhooks.stop()
    await stopWatching()
    await deps.store.close()
  }
}

/** Work that fails is logged and tried again. Out: ends it, once what is under way is done. */
function regularly(deps: Deps, name: string, work: () => Promise<unknown>): () => Promise<void> {
  let working = Promise.resolve()
  const timer = setInterval(() => {
    working = working
      .then(() => timed(deps, name, work))
      .catch((error) => {
        deps.log.error({ error: error instanceof Error ? error.message : 'unknown' }, `${name} failed`)
      })
  }, sweepEveryMs)
  return async () => {
    clearInterval(timer)
    await working
  }
}

async function timed({ meters }: Deps, name: string, work: () => Promise<unknown>): Promise<void> {
  const began = performance.now()
  let ok = false
  try {
    await work()
    ok = true
  } finally {
    meters.ran(name, ok, (performance.now() - began) / 1000)
  }
}
