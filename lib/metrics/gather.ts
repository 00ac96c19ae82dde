import { statfs } from 'node:fs/promises'
import type { Backlog } from '../../db/store.ts'
import type { HashFigures } from '../methods/pin/hash-queue.ts'
import type { Clock } from '../ports/clock.ts'
import type { MetricName } from './catalogue.ts'
import type { MetricRegistry } from './registry.ts'

/** What is asked when the metrics are read. */
export interface Sources {
  readonly build: { readonly version: string; readonly mode: string }
  readonly clock: Clock
  readonly dataFolder: string
  readonly backlog: (atMost: number) => Promise<Backlog>
  readonly hashes: () => HashFigures
}

/** Lines longer than this are long enough to see that they are long. */
const countAtMost = 100_000
/** Several who read at once, or one who never stops, cost the database one question in this time. */
const freshMs = 5_000

/** What must be asked instead of counted. Out: asks, and sets the metrics; it never throws. */
export function gather(metrics: MetricRegistry, sources: Sources): () => Promise<void> {
  let askedAt = Number.NEGATIVE_INFINITY
  let answer: Promise<Backlog | null> = Promise.resolve(null)
  const { build, clock } = sources

  function backlog(): Promise<Backlog | null> {
    if (performance.now() - askedAt >= freshMs) {
      askedAt = performance.now()
      answer = sources.backlog(countAtMost).catch(() => null)
    }
    return answer
  }

  return async () => {
    metrics.set('assent_build_info', 1, [build.version, build.mode])
    showHashes(metrics, sources.hashes())
    showBacklog(metrics, await backlog(), clock.now())
    const disk = await statfs(sources.dataFolder).catch(() => null)
    if (disk) metrics.set('assent_disk_free_bytes', disk.bavail * disk.bsize)
    if (disk) metrics.set('assent_disk_size_bytes', disk.blocks * disk.bsize)
    metrics.set('assent_clock_seconds', clock.now() / 1000)
  }
}

function showHashes(metrics: MetricRegistry, { done, refused, seconds, running, waiting }: HashFigures): void {
  metrics.total('assent_hashes_total', done)
  metrics.total('assent_hashes_refused_total', refused)
  metrics.total('assent_hash_seconds_total', seconds)
  metrics.set('assent_hashes_running', running)
  metrics.set('assent_hashes_waiting', waiting)
}

const asked = [
  'assent_open_sessions',
  'assent_session_overdue_seconds',
  'assent_webhooks_pending',
  'assent_webhook_overdue_seconds',
  'assent_notices_pending',
  'assent_notice_overdue_seconds',
] as const satisfies MetricName[]

function showBacklog(metrics: MetricRegistry, backlog: Backlog | null, now: number): void {
  metrics.set('assent_store_up', backlog === null ? 0 : 1)
  if (backlog === null) {
    // Yesterday's figures would look like today's.
    for (const name of asked) metrics.unset(name)
    return
  }
  const overdue = (at: number | null) => (at === null ? 0 : Math.max(0, now - at) / 1000)
  metrics.set('assent_open_sessions', backlog.openSessions)
  metrics.set('assent_session_overdue_seconds', overdue(backlog.nextExpiryAt))
  metrics.set('assent_webhooks_pending', backlog.deliveries)
  metrics.set('assent_webhook_overdue_seconds', overdue(backlog.nextDeliveryAt))
  metrics.set('assent_notices_pending', backlog.notices)
  metrics.set('assent_notice_overdue_seconds', overdue(backlog.nextNoticeAt))
}
