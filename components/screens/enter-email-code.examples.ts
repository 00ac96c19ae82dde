import type { StepExamples } from './example.ts'
import { codeSent, exampleView, noSendsLeft, subjects } from './example-data.ts'

const actions = ['submit', 'resend', 'back'] as const

/** The states of the code by email. */
export const examples: StepExamples = {
  fresh: { view: exampleView('enter-email-code', actions, { ...codeSent, subject: subjects.enrolment }) },
  'resend-ready': { view: exampleView('enter-email-code', actions, { ...codeSent, resendAt: null }) },
  'no-sends-left': { view: exampleView('enter-email-code', actions, noSendsLeft) },
  'replacing-pin': { view: exampleView('enter-email-code', actions, { ...codeSent, replacing: 'pin' }) },
  'replacing-phone': { view: exampleView('enter-email-code', actions, { ...codeSent, replacing: 'phone' }) },
  wrong: { view: exampleView('enter-email-code', actions, codeSent), refused: 'code-not-accepted' },
  expired: { view: exampleView('enter-email-code', actions, codeSent), refused: 'code-expired' },
  'too-early': { view: exampleView('enter-email-code', actions, codeSent), refused: 'too-early' },
}
