import type { Store } from '../../db/store.ts'
import type { Config } from '../config.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { Mailer } from '../ports/mailer.ts'
import type { Meters } from '../ports/meters.ts'
import type { Random } from '../ports/random.ts'
import type { SmsSender } from '../ports/sms-sender.ts'

/** All that the engine needs from outside. Made once, in `lib/container.ts`; tests make their own. */
export interface Deps {
  readonly config: Config
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly mailer: Mailer
  readonly smsSender: SmsSender
  readonly log: Log
  readonly meters: Meters
}
