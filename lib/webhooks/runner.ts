import type { ClaimedDelivery } from '../../db/store.ts'
import { deliver } from './deliver.ts'
import type { WebhookDeps } from './deps.ts'
import { type Resolve, systemResolve } from './target-address.ts'

/** How much is done at once. */
const atOnce = 32
/** So that one receiver that hangs leaves room for the others. */
const perEndpoint = 4
const attemptMs = 15_000
/** Longer than any attempt: until then no other instance takes what this one has. */
const leaseMs = 60_000
const pollMs = 1_000
/** How long those under way may finish when the server stops; what is cut off is delivered after the next start. */
const usualGraceMs = 3_000

export interface Runner {
  /** Delivers all that is due now. Resolves when that is done; called by tests, which have the clock in hand. */
  step(): Promise<void>
  /** Begins to work by itself: on every new event of this process, and by looking once a second. */
  start(): void
  /** Takes nothing more, and ends what is under way. */
  stop(): Promise<void>
}

/** What a runner does differently. */
export interface RunnerOptions {
  readonly resolve?: Resolve
  /** Ends one attempt. */
  readonly deadline?: () => AbortSignal
  readonly graceMs?: number
  /** While it says so, nothing is taken. */
  readonly paused?: () => boolean
}

/**
 * Carries events to their endpoints. Several on one database share the work: each delivery is claimed by one. What a
 * process had claimed when it died is taken up again when its lease is over, so each event arrives at least once.
 */
export function webhookRunner(deps: WebhookDeps, options: RunnerOptions = {}): Runner {
  const { resolve = systemResolve, deadline = () => AbortSignal.timeout(attemptMs), graceMs = usualGraceMs } = options
  const { paused = () => false } = options
  const underWay = new Map<Promise<void>, string>()
  const cutOff = new AbortController()
  let stopped = false
  let looking: Promise<void> | null = null
  let lookAgain = false

  function begin(claimed: ClaimedDelivery): void {
    const attempt = { resolve, deadline: AbortSignal.any([deadline(), cutOff.signal]) }
    const work = deliver(deps, claimed, attempt)
      // The lease ends by itself, and the delivery is due again.
      .catch((fault) => deps.log.error({ fault: nameOf(fault), eventId: claimed.event.id }, 'webhook not settled'))
      .finally(() => {
        underWay.delete(work)
        look()
      })
    underWay.set(work, claimed.endpoint.id)
  }

  function countByEndpoint(): Map<string, number> {
    const same = Map.groupBy(underWay.values(), (id) => id)
    return new Map([...same].map(([id, all]) => [id, all.length]))
  }

  async function claim(): Promise<void> {
    do {
      lookAgain = false
      const limit = atOnce - underWay.size
      if (stopped || paused() || limit <= 0) return
      const lease = deps.random.bytes(12).toString('base64url')
      const now = deps.clock.now()
      const wanted = { now, limit, perEndpoint, underWay: countByEndpoint(), leaseMs, lease }
      const claimed = await deps.store.claimDeliveries(wanted)
      for (const one of claimed) begin(one)
      if (claimed.length > 0) lookAgain = true
    } while (lookAgain)
  }

  /** One look at a time; one that is asked for meanwhile follows. */
  function look(): void {
    lookAgain = true
    if (stopped) return
    looking ??= claim()
      .catch((fault) => deps.log.error({ fault: nameOf(fault) }, 'webhooks could not be claimed'))
      .finally(() => {
        looking = null
        if (lookAgain) look()
      })
  }

  async function settle(): Promise<void> {
    while (looking !== null || underWay.size > 0) {
      await looking
      await Promise.all(underWay.keys())
    }
  }

  let timer: NodeJS.Timeout | undefined
  let unsubscribe: (() => void) | undefined
  return {
    async step() {
      look()
      await settle()
    },
    start() {
      unsubscribe = deps.store.onEvents(look)
      timer = setInterval(look, pollMs)
      look()
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      unsubscribe?.()
      const grace = setTimeout(() => cutOff.abort(), graceMs)
      await settle()
      clearTimeout(grace)
    },
  }
}

function nameOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : 'unknown'
}
