import type { Purged } from '../../db/store.ts'
import { overUpTo, type PurgedKind, purgedKinds } from '../sca/retention.ts'
import type { Deps } from './deps.ts'

/** How much one write removes, so that it holds the writer for some milliseconds and others come in between. */
const rowsAtOnce = 500
/** Each of them brings its whole log along. */
const sessionsAtOnce = 50

interface PurgeDeps extends Pick<Deps, 'store' | 'clock'> {
  readonly config: Pick<Deps['config'], 'evidenceDays'>
}

export interface PurgeRound {
  /** What was removed, by kind; only kinds of which there was something. */
  readonly purged: ReadonlyMap<PurgedKind, Purged>
  /** All kinds were looked at, and nothing more is over. */
  readonly done: boolean
}

/** Removes what is over, in at most so many writes. */
export type Purger = (batches: number) => Promise<PurgeRound>

/**
 * Lets go of what is over (PII-03), kind by kind in turn, so that a long line of one keeps no other waiting. Several at
 * once share the work. Out: a function to be called again and again; each call goes on where the last one stopped.
 */
export function purger(deps: PurgeDeps): Purger {
  let waiting: PurgedKind[] = []

  return async (batches) => {
    const at = deps.clock.now()
    const purged = new Map<PurgedKind, Purged>()
    if (waiting.length === 0) waiting = [...purgedKinds]
    for (let left = batches; left > 0; left -= 1) {
      const kind = waiting[0]
      if (kind === undefined) break
      const limit = kind === 'sessions' ? sessionsAtOnce : rowsAtOnce
      const batch = await deps.store.purge({ kind, upTo: overUpTo(kind, at, deps.config.evidenceDays), limit, at })
      if (batch.removed > 0) purged.set(kind, together(purged.get(kind), batch))
      // Only now: a kind at which the database failed is the first of the next call.
      waiting = [...waiting.slice(1), ...(batch.removed >= limit ? [kind] : [])]
    }
    return { purged, done: waiting.length === 0 }
  }
}

/** What two batches, or two rounds, removed of one kind. */
export function together(one: Purged | undefined, other: Purged): Purged {
  if (one === undefined || one.oldest === null || one.newest === null) return other
  return {
    removed: one.removed + other.removed,
    oldest: Math.min(one.oldest, other.oldest ?? one.oldest),
    newest: Math.max(one.newest, other.newest ?? one.newest),
  }
}
