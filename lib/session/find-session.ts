import type { PlatformRow, SessionRow } from '../../db/store.ts'
import type { Deps } from './deps.ts'
import { type Opened, openSession, standing } from './opened.ts'
import { type SessionResource, sessionResource, type Whereabouts } from './session-resource.ts'
import { endOfVoid } from './void-sessions.ts'

/** A session of this platform, or null: one of another platform does not exist for it (API-04). */
export async function findOwnSession(deps: Deps, platform: PlatformRow, id: string): Promise<SessionRow | null> {
  const session = await deps.store.findSession(id)
  return session?.platformId === platform.id ? session : null
}

/** A session of this platform as it may see it, or null. */
export async function findSession(deps: Deps, platform: PlatformRow, id: string): Promise<SessionResource | null> {
  const session = await findOwnSession(deps, platform, id)
  return session && showSession(deps, session)
}

/** Shows a session. Only one that is open has a step to be looked up. */
export async function showSession(deps: Deps, session: SessionRow): Promise<SessionResource> {
  const now = deps.clock.now()
  return shown(session, isOpen(session, now) ? await openSession(deps, session.id) : null, now)
}

/** Shows a page of sessions, in its order: those that are open are looked up together. */
export async function showSessions(deps: Deps, sessions: readonly SessionRow[]): Promise<SessionResource[]> {
  const now = deps.clock.now()
  const ids = sessions.filter((session) => isOpen(session, now)).map(({ id }) => id)
  const records = ids.length === 0 ? [] : await deps.store.loadSessions(ids)
  const opened = new Map(records.map((record) => [record.session.id, standing(deps, record)]))
  return sessions.map((session) => shown(session, opened.get(session.id) ?? null, now))
}

function isOpen({ outcome, expiresAt }: SessionRow, now: number): boolean {
  return outcome === null && now < expiresAt
}

function shown(session: SessionRow, opened: Opened | null, now: number): SessionResource {
  // It has ended, even if nobody has written it yet.
  if (opened?.facts.voided) return sessionResource({ ...session, ...endOfVoid }, whereabouts(null), now)
  return sessionResource(session, whereabouts(opened), now)
}

/** Where an open session is: whether a browser has it, and at which screen. */
export function whereabouts(opened: Opened | null): Whereabouts {
  if (!opened) return { claimed: false, step: null }
  return { claimed: opened.facts.browser !== null, step: 'at' in opened.decision ? opened.decision.at : null }
}
