import { pino } from 'pino'
import { anEnd } from '../../../db/contract/rows.ts'
import { anEvent } from '../../../db/contract/webhook-rows.ts'
import { openSqliteStore } from '../../../db/sqlite/store.ts'
import type { UserRow } from '../../../db/store.ts'
import { readRing } from '../../keys/ring.ts'
import { systemRandom } from '../../ports/random.ts'
import { webhookRunner } from '../runner.ts'

/** A server that dies: it ends a session, and is killed at the given point on the way to telling of it. */
export interface Life {
  readonly path: string
  readonly ring: string
  readonly now: number
  readonly user: UserRow
  readonly sessionId: string
  /** `committed`: before anything else; `claimed`: before anything was sent; `sent`: killed from outside. */
  readonly until: 'committed' | 'claimed' | 'sent'
}

const life: Life = JSON.parse(process.argv[2] ?? '')
const store = openSqliteStore(life.path)
const log = pino({ level: 'silent' })
const clock = { now: () => life.now }
const config = { mode: 'sandbox', keys: readRing(life.ring) } as const
const die = () => process.kill(process.pid, 'SIGKILL')

const { user, sessionId, now: createdAt } = life
const event = anEvent(user, { id: `evt_of_${sessionId}`, sessionId, type: 'session.refused', createdAt })
await store.finishOnce(anEnd(sessionId, { tell: () => [event] }))
if (life.until === 'committed') die()
const deadline = () => {
  if (life.until === 'claimed') die()
  return new AbortController().signal
}
await webhookRunner({ config, store, clock, random: systemRandom, log }, { deadline }).step()
