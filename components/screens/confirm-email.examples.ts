import type { StepExamples } from './example.ts'
import { exampleView, subjects } from './example-data.ts'

/** The states of typing the email address. */
export const examples: StepExamples = {
  fresh: { view: exampleView('confirm-email', ['submit']) },
  'first-enrolment': {
    view: exampleView('confirm-email', ['submit'], {
      subject: subjects.enrolment,
      firstEnrolment: true,
      progress: { index: 1, of: 7 },
    }),
  },
  replacing: { view: exampleView('confirm-email', ['submit', 'back'], { replacing: 'pin' }) },
  wrong: {
    view: exampleView('confirm-email', ['submit']),
    refused: 'email-not-accepted',
    values: { email: 'alice@nortwind.com' },
  },
}
