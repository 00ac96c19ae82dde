import type { Deps } from '../session/deps.ts'
import { keepSigningKeys } from '../session/key-set.ts'
import { sweepOverdue } from '../session/overdue.ts'
import { seedDemo } from '../session/seed-demo.ts'
import { webhookRunner } from '../webhooks/runner.ts'

const sweepEveryMs = 2_000
const sweepAtMost = 200

/**
 * What a server does before it answers and beside it: keeps the public signing keys, seeds the sandbox's platform, and
 * writes the outcome of sessions whose time is over, and delivers webhooks. Out: a function that stops all that and closes the store.
 */
export async function startUp(deps: Deps): Promise<() => Promise<void>> {
  await keepSigningKeys(deps)
  await seedDemo(deps)
  const webhooks = webhookRunner(deps)
  webhooks.start()
  let sweeping = Promise.resolve()
  const timer = setInterval(() => {
    sweeping = sweeping.then(() => sweep(deps))
  }, sweepEveryMs)
  return async () => {
    clearInterval(timer)
    await sweeping
    await webhooks.stop()
    await deps.store.close()
  }
}

/** A sweep that fails is logged and tried again: the status is derived on read, so nobody waits for it. */
async function sweep(deps: Deps): Promise<void> {
  try {
    await sweepOverdue(deps, sweepAtMost)
  } catch (error) {
    deps.log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'sweep failed')
  }
}
