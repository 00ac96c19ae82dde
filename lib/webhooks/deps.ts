import type { Store } from '../../db/store.ts'
import type { Config } from '../config.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { Random } from '../ports/random.ts'

/** What webhooks need from outside. */
export interface WebhookDeps {
  readonly config: Pick<Config, 'mode' | 'keys'>
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}
