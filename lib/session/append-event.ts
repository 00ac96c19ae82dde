import type { Effect } from '../../db/store.ts'
import type { SessionEvent } from '../sca/events.ts'
import type { Deps } from './deps.ts'
import { exhausted } from './exhausted.ts'
import { type Opened, openSession } from './opened.ts'

/** How often it is tried again because a press was written first. */
const rounds = 10

/**
 * Adds to an open session what happened outside of a press. In: what to write, as the session stands; null for nothing;
 * what else is written with it. Out: whether it was written.
 */
export async function appendEvent(
  deps: Deps,
  sessionId: string,
  eventOf: (opened: Opened) => SessionEvent | null,
  effectsOf: (opened: Opened) => Effect[] = () => [],
): Promise<boolean> {
  for (let round = 0; round < rounds; round += 1) {
    const opened = await openSession(deps, sessionId)
    const event = opened && opened.facts.outcome === null && !exhausted(opened) ? eventOf(opened) : null
    if (opened === null || event === null) return false
    const recorded = await deps.store.record(sessionId, opened.seq, [{ event, at: opened.now }], effectsOf(opened))
    if (recorded === 'recorded') return true
  }
  return false
}
