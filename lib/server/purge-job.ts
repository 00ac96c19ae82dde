import { type PurgedKind, type Retention, retention } from '../sca/retention.ts'
import type { Deps } from '../session/deps.ts'
import { isoTime } from '../session/iso-time.ts'
import { purger } from '../session/purge.ts'

/** Some seven thousand rows a second: more than the busiest server leaves behind. */
const batches = 40

/**
 * One run of the purge beside the requests, to be called again and again. What it removed of the evidence is logged too:
 * a log that leaves the machine is out of reach for whoever can write the database.
 */
export function purgeJob(deps: Deps): () => Promise<void> {
  const purge = purger(deps)
  return async () => {
    const { purged } = await purge(batches)
    for (const [kind, { removed, oldest, newest }] of purged) {
      if (!isEvidence(kind)) continue
      deps.log.info({ kind, removed, oldest: isoTime(oldest), newest: isoTime(newest) }, 'purged')
    }
  }
}

function isEvidence(kind: PurgedKind): boolean {
  const { permitted }: Retention = retention[kind]
  return permitted !== null
}
