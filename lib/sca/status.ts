import type { Outcome, SessionStatus } from './words.ts'

/** What a session is called. In: its outcome, whether a browser claimed it, its end, the time. Out: the status. */
export function sessionStatus(
  session: { readonly outcome: Outcome | null; readonly expiresAt: number },
  claimed: boolean,
  now: number,
): SessionStatus {
  if (session.outcome !== null) return session.outcome
  if (now >= session.expiresAt) return 'expired'
  return claimed ? 'started' : 'created'
}
