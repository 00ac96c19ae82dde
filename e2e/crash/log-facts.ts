import type { Database } from 'better-sqlite3'
import type { SessionEvent } from '../../lib/sca/events.ts'
import type { Method } from '../../lib/sca/words.ts'

export interface LoggedEvent {
  readonly seq: number
  readonly at: number
  readonly hash: string
  readonly event: SessionEvent
}

export interface SessionLine {
  readonly id: string
  readonly userId: string
  readonly outcome: string | null
  readonly reason: string | null
  readonly endedAt: number | null
  readonly jti: string | null
  readonly claims: string | null
  readonly redeemedAt: number | null
  readonly redemption: string | null
}

/** All sessions of users made since then, as they are stored, in the order in which they were made. */
export function sessionLines(db: Database, since: number): SessionLine[] {
  return db
    .prepare(
      `select session.id, user_id as userId, outcome, reason, ended_at as endedAt, jti, claims, redeemed_at as redeemedAt,
         redemption
       from session join user on user.id = user_id where user.created_at >= ? order by session.created_at, session.rowid`,
    )
    .all(since) as SessionLine[]
}

/** The log of a session as it is stored. */
export function logOf(db: Database, sessionId: string): LoggedEvent[] {
  const rows = db
    .prepare('select seq, at, hash, type, data from session_event where session_id = ? order by seq')
    .all(sessionId) as { seq: number; at: number; hash: string; type: string; data: string }[]
  return rows.map(({ type, data, ...row }) => ({ ...row, event: { type, ...JSON.parse(data) } as SessionEvent }))
}

/** When each credential was made that a session has staged at the end of its log. Written anew, not asked of the product. */
export function stagedAt(log: readonly LoggedEvent[]): Map<Method, number> {
  const staged = new Map<Method, number>()
  let replacing: Method | null = null
  for (const { event, at } of log) {
    if (event.type === 'taken-over') staged.clear()
    if (event.type === 'replacement-begun') replacing = event.factor
    if (event.type === 'replacement-undone' && replacing) staged.delete(replacing)
    if (event.type === 'passkey-staged') staged.set('passkey', at)
    if (event.type === 'pin-staged') staged.set('pin', at)
    if (event.type === 'phone-staged') staged.set('phone', at)
    if (event.type === 'pin-unstaged') staged.delete('pin')
    if (event.type === 'phone-unstaged') staged.delete('phone')
  }
  return staged
}
