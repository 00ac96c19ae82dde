import type { StepExamples } from './example.ts'
import { codeSent, exampleView, noSendsLeft, subjects } from './example-data.ts'

const actions = ['submit', 'resend', 'back'] as const
const enrolment = { ...codeSent, subject: subjects.enrolment, firstEnrolment: true, progress: { index: 7, of: 7 } }

/** The states of the code that proves a new number. */
export const examples: StepExamples = {
  fresh: { view: exampleView('confirm-phone', actions, enrolment) },
  'no-sends-left': { view: exampleView('confirm-phone', actions, { ...enrolment, ...noSendsLeft }) },
  wrong: { view: exampleView('confirm-phone', actions, enrolment), refused: 'code-not-accepted' },
  superseded: { view: exampleView('confirm-phone', actions, enrolment), refused: 'code-superseded' },
}
