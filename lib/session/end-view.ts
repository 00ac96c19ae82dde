import { blocked } from '../sca/limits.ts'
import type { EndView } from '../sca/view.ts'
import type { EndReason, Outcome } from '../sca/words.ts'
import type { Deps } from './deps.ts'
import { frameView } from './frame-view.ts'
import type { Opened } from './opened.ts'
import { returnHref } from './return-href.ts'
import { sessionLocale } from './session-locale.ts'

/** Why a session ended, as far as the user may know. */
const causes = {
  proven: 'done',
  sandbox: 'done',
  'cancelled-by-user': 'cancelled',
  'not-me': 'not-me',
  'too-many-tries': 'too-many-tries',
  'email-mistyped': 'too-many-tries',
  blocked: 'blocked',
  superseded: 'changed',
  insufficient: 'failed',
  'time-over': 'time-over',
  'cancelled-by-platform': 'replaced',
  'newer-session': 'replaced',
  'service-restored': 'restored',
} satisfies Record<EndReason, EndView['cause']>

/** A scripted outcome of the sandbox reads like the real one. */
const scripted: Partial<Record<Outcome, EndView['cause']>> = {
  refused: 'cancelled',
  failed: 'too-many-tries',
  expired: 'time-over',
}

/**
 * The last page. In: a session that has ended; whether this is the browser that had it: another one is not shown what
 * was approved. Out: the view.
 */
export function endView(deps: Deps, opened: Opened, own: boolean): EndView {
  const { session, platform, series } = opened.record
  const outcome = opened.facts.outcome ?? 'expired'
  const reason = session.reason ?? 'time-over'
  return {
    ...frameView(deps, sessionLocale(opened.record), platform, own ? opened.subject : null),
    outcome,
    cause: (reason === 'sandbox' ? scripted[outcome] : undefined) ?? causes[reason],
    blockedUntil: blocked(series, opened.now) && !series.permanent ? series.blockedUntil : null,
    returnHref: returnHref(deps, opened, outcome, mayHaveState(opened, own)),
  }
}

/**
 * `state` binds the way back to the browser that the platform sent, so another one that only knows the session's address
 * does not get it. Nobody claimed the session, or time is over and the browser has dropped its cookie: then there is no
 * telling, and nothing that `state` could be used for.
 */
function mayHaveState({ facts }: Opened, own: boolean): boolean {
  return own || facts.browser === null || facts.outcome === 'expired'
}
