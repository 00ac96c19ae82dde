import { pino } from 'pino'
import { aWorld } from '../../../db/contract/rows.ts'
import { anEvent, tellAll } from '../../../db/contract/webhook-rows.ts'
import { openSqliteStore } from '../../../db/sqlite/store.ts'
import type { DeliveryRow, OutboxEvent, Store } from '../../../db/store.ts'
import { makeRing } from '../../keys/make-ring.ts'
import { systemRandom } from '../../ports/random.ts'
import type { WebhookDeps } from '../deps.ts'
import { createEndpoint } from '../endpoints.ts'
import { type RunnerOptions, webhookRunner } from '../runner.ts'
import type { Resolve } from '../target-address.ts'

export const ring = makeRing()

export interface Options {
  readonly mode?: 'sandbox' | 'live'
  readonly store?: Store
  readonly now?: number
}

/** Webhooks with a real store, a clock that is set by hand, and one platform with one user. */
export async function webhookWorld({ mode = 'sandbox', store = openSqliteStore(':memory:'), now }: Options = {}) {
  const time = { now: now ?? Date.now() }
  const logged: string[] = []
  const deps: WebhookDeps = {
    config: { mode, keys: ring },
    store,
    clock: { now: () => time.now },
    random: systemRandom,
    log: pino({ level: 'debug' }, { write: (line: string) => logged.push(line) }),
  }
  const { platform, user } = await aWorld(store)
  return {
    deps,
    store,
    time,
    logged,
    platform,
    user,
    runner: (options: RunnerOptions = {}) => webhookRunner(deps, options),
    /** Registers an endpoint. Out: it and its secret. */
    async endpoint(url: string, resolve: Resolve = async () => []) {
      const made = await createEndpoint(deps, platform.id, url, resolve)
      if ('refused' in made) throw new Error(made.refused)
      return made
    },
    /** Writes events that happen now. Out: their ids. */
    async tell(count = 1, change: Partial<OutboxEvent> = {}): Promise<string[]> {
      const events = Array.from({ length: count }, () => anEvent(user, { createdAt: time.now, ...change }))
      await tellAll(store, user, events)
      return events.map(({ id }) => id)
    },
    async delivery(eventId: string): Promise<DeliveryRow> {
      const found = await store.findEvent(platform.id, eventId, time.now)
      const [row] = found?.deliveries ?? []
      if (!row) throw new Error(`no delivery of ${eventId}`)
      return row
    },
  }
}
export type WebhookWorld = Awaited<ReturnType<typeof webhookWorld>>
