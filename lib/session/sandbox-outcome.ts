import type { PlatformRow, SessionEnd, SessionRow } from '../../db/store.ts'
import { blocked, type Series, spendTry } from '../sca/limits.ts'
import { policies } from '../sca/policy.ts'
import type { EndReason, Outcome } from '../sca/words.ts'
import type { EndedByPlatform } from './cancel-session.ts'
import type { Deps } from './deps.ts'
import { endIfDue } from './end-session.ts'
import { findOwnSession } from './find-session.ts'
import { finish } from './finish.ts'
import { type Opened, openSession } from './opened.ts'
import { type Amr, receiptClaims } from './receipt-claims.ts'
import { aboutSession, tellBlock } from './tell.ts'

export type SandboxAction = 'approve' | 'refuse' | 'refuse-not-me' | 'expire' | 'lock'

const ends = {
  approve: { outcome: 'succeeded', reason: 'sandbox' },
  refuse: { outcome: 'refused', reason: 'cancelled-by-user' },
  'refuse-not-me': { outcome: 'refused', reason: 'not-me' },
  expire: { outcome: 'expired', reason: 'time-over' },
  lock: { outcome: 'failed', reason: 'too-many-tries' },
} as const satisfies Record<SandboxAction, { outcome: Outcome; reason: EndReason }>

/**
 * Ends a session as if its user had, for platforms that test their side. It makes no credential; `lock` blocks the user
 * as the fifth failure does. In: platform, session id, what is wanted. Out: the session, or why not. Throws in live mode:
 * the API has no such route there, and this is the second lock.
 */
export async function sandboxOutcome(
  deps: Deps,
  platform: PlatformRow,
  sessionId: string,
  action: SandboxAction,
): Promise<EndedByPlatform> {
  if (deps.config.mode !== 'sandbox') throw new Error('only a sandbox decides without its user')
  const session = await findOwnSession(deps, platform, sessionId)
  if (!session) return { refused: 'session-unknown' }
  if (session.outcome !== null) return { refused: 'session-ended', status: session.outcome }
  if (deps.clock.now() >= session.expiresAt) return { refused: 'session-ended', status: 'expired' }
  if (action === 'lock') {
    const tell = tellBlock(deps, aboutSession(session), deps.clock.now())
    await deps.store.changeSeries(session.userId, (series) => lock(deps, session, series), tell)
  }
  await end(deps, sessionId, action)
  const ended = await deps.store.findSession(sessionId)
  if (!ended?.outcome) throw new Error(`session ${sessionId} has no outcome`)
  return ended.outcome === ends[action].outcome
    ? { session: ended }
    : { refused: 'session-ended', status: ended.outcome }
}

async function end(deps: Deps, sessionId: string, action: SandboxAction): Promise<void> {
  const opened = await openSession(deps, sessionId)
  if (!opened) throw new Error(`session ${sessionId} is gone`)
  const { session } = opened.record
  if (opened.facts.voided) return void (await endIfDue(deps, opened))
  const how = { at: opened.now, ...ends[action] }
  if (action !== 'approve') {
    await finish(deps, session, { ...how, expectedSeq: null, commit: null })
    return
  }
  const written = (await unstage(deps, opened)) ? await approve(deps, opened, how) : 'conflict'
  // The browser did something meanwhile: look again.
  if (written === 'conflict') return end(deps, sessionId, action)
  if (written === 'superseded') {
    const superseded = { ...how, outcome: 'failed', reason: 'superseded' } as const
    await finish(deps, session, { ...superseded, expectedSeq: null, commit: null })
  }
}

function approve(deps: Deps, opened: Opened, how: Pick<SessionEnd, 'outcome' | 'reason' | 'at'>) {
  const jti = deps.random.bytes(32).toString('base64url')
  const amr: Amr[] = [{ method: 'sandbox', category: 'none', origin: 'none' }]
  const claims = {
    ...receiptClaims(opened.record, opened.facts, opened.now, jti),
    amr,
    enrolledInSession: false,
    bootstrap: null,
    replaced: [],
  }
  const commit = { jti, claims, declinedOffer: false }
  return finish(deps, opened.record.session, { ...how, expectedSeq: opened.seq, commit })
}

/** What the browser made so far must not become the user's. Out: whether nothing came between. */
async function unstage(deps: Deps, { record, seq }: Opened): Promise<boolean> {
  if (record.staged.length === 0) return true
  const effects = record.staged.map(({ method }) => ({ do: 'unstage', method }) as const)
  return (await deps.store.record(record.session.id, seq, [], effects)) === 'recorded'
}

function lock(deps: Deps, session: SessionRow, series: Series): Series {
  const now = deps.clock.now()
  let locked = series
  while (!blocked(locked, now)) locked = spendTry(locked, now, policies[session.policy].tries) ?? locked
  return locked
}
