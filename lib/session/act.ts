import { permit } from '../sca/permit.ts'
import type { Refused } from '../sca/refusal.ts'
import { supportCorrection } from '../sca/support-correction.ts'
import type { EndReason, StepId } from '../sca/words.ts'
import type { Deps } from './deps.ts'
import { endIfDue, endSession } from './end-session.ts'
import { exhausted } from './exhausted.ts'
import { type Opened, openSession } from './opened.ts'
import { type Acted, settle } from './settle.ts'
import type { Press, StepHandlers, StepResult } from './step-result.ts'

/** How often a press is judged anew because somebody else wrote first. */
const rounds = 3

/**
 * Runs one press of a button: the only door through which a claimed session changes. In: the session, the hash of the
 * browser that asks, the step whose form was sent, the press, the step's handlers. Out: where the session stands. The
 * table that drew the page authorises; events and effects are written together or not at all; whoever loses a race is
 * asked again on what the winner left.
 */
export async function act(
  deps: Deps,
  sessionId: string,
  browser: string | null,
  step: StepId,
  press: Press,
  handlers: StepHandlers,
): Promise<Acted> {
  for (let round = 0; round < rounds; round++) {
    const opened = await openSession(deps, sessionId)
    const refused = opened ? refuse(opened, browser, step, press) : { refused: 'unknown-session' as const }
    if (refused) deps.meters.pressed(step, refused.refused)
    if (!opened || refused) return { opened: opened && (await endIfDue(deps, opened)), refused }
    if (exhausted(opened)) {
      return { opened: await endSession(deps, opened, 'failed', 'too-many-tries', null), refused: { refused: 'ended' } }
    }
    const acted = await once(deps, opened, step, press, handlers)
    if (acted) deps.meters.pressed(step, acted.refused?.refused ?? 'passed')
    if (acted?.refused) deps.log.info({ sessionId, step, refused: acted.refused.refused }, 'press refused')
    if (acted) return acted
  }
  return { opened: await openSession(deps, sessionId), refused: { refused: 'not-this-step' } }
}

function refuse(opened: Opened, browser: string | null, step: StepId, press: Press): Refused | null {
  if (opened.facts.outcome !== null) return { refused: 'ended' }
  if (browser === null || opened.facts.browser !== browser) return { refused: 'elsewhere' }
  return permit(opened.facts, opened.policy, step, press.action)
}

async function once(
  deps: Deps,
  opened: Opened,
  step: StepId,
  press: Press,
  handlers: StepHandlers,
): Promise<Acted | null> {
  const result = await run(deps, opened, press, handlers)
  if (!result.end) {
    const before = opened.record.events.some(({ event }) => event.type === 'passkey-support-corrected')
    const corrected = supportCorrection(opened.facts, step, press.form.passkeySupported === 'true', before)
    return settle(deps, opened, { ...result, events: [...corrected, ...(result.events ?? [])] })
  }
  const ended = await endSession(deps, opened, result.end.outcome, result.end.reason, opened.seq)
  return ended.facts.outcome === null ? null : { opened: ended, refused: null }
}

async function run(deps: Deps, opened: Opened, press: Press, handlers: StepHandlers): Promise<StepResult> {
  if (press.action === 'decline') return { end: { outcome: 'refused', reason: declineReason(press) } }
  const handler = handlers[press.action]
  if (!handler) throw new Error(`the table offers ${press.action}, but the step has no handler for it`)
  return handler(deps, opened, press)
}

/** "I did not start this" is told apart from a plain cancel. */
export function declineReason(press: Press): EndReason {
  return press.form.reason === 'not-me' ? 'not-me' : 'cancelled-by-user'
}
