import { judgeCode, sendCode } from '../judge-code.ts'
import type { StepHandlers } from '../step-result.ts'
import { undoReplacement } from './replace.ts'

/** The user shows that the mailbox is theirs. A channel check, never an element (EL-02). */
export const enterEmailCode: StepHandlers = {
  submit: judgeCode('email-code', 'email-code', { type: 'email-code-accepted' }),
  resend: sendCode('email-code'),
  back: (deps, opened) =>
    opened.facts.replacing === null ? { events: [{ type: 'email-retyped' }] } : undoReplacement(deps, opened),
}
