import { normaliseCode } from '../one-time-code/normalise-code.ts'
import type { SessionEvent, Verdict } from '../sca/events.ts'
import { isRefused } from '../sca/refusal.ts'
import { codeUsed } from './counted-uses.ts'
import { type CodeKind, codeIsRight, codeTarget, issueCode, liveCode } from './one-time-codes.ts'
import type { StepHandler } from './step-result.ts'
import { blockedMeanwhile, failedTry, refund, spend } from './try.ts'

/**
 * A code on its own: the email code, or the code to a new number. In: its kind, what a failure is called, the event of
 * success. Out: the handler. A right code is consumed with the event; a wrong one stays out until the tries are spent.
 */
export function judgeCode(kind: CodeKind, of: Verdict, accepted: SessionEvent): StepHandler {
  return async (deps, opened, { form }) => {
    const challenge = liveCode(opened, kind, form.codeId)
    if (isRefused(challenge)) return { refused: challenge }
    const code = normaliseCode(form.code ?? '')
    const target = codeTarget(opened, kind)
    if (code === null || !target) return { refused: { refused: 'malformed' } }
    const spent = await spend(deps, opened)
    if (!spent) return blockedMeanwhile
    if (!codeIsRight(deps, opened, challenge, target, code)) return failedTry(opened, spent, of, 'code-not-accepted')
    const consume = { do: 'consume-challenge', kind, id: challenge.id } as const
    const used = kind === 'sms-code' ? codeUsed(deps, target, opened.now) : []
    return { events: [accepted], effects: [consume, refund(deps, opened), ...used], spent }
  }
}

/** Sends a code, first or again: a new one, which ends the old. In: its kind. Out: the handler. */
export function sendCode(kind: CodeKind): StepHandler {
  return (deps, opened) => {
    const target = codeTarget(opened, kind)
    const issued = target ? issueCode(deps, opened, opened.facts, kind, target) : { refused: 'send-failed' as const }
    return isRefused(issued) ? { refused: issued } : issued
  }
}
