import type { StepExamples } from './example.ts'
import { exampleView, subjects } from './example-data.ts'

const enrolment = { subject: subjects.enrolment, firstEnrolment: true, progress: { index: 4, of: 7 } }

/** The states of choosing a PIN. */
export const examples: StepExamples = {
  fresh: { view: exampleView('choose-pin', ['submit'], enrolment) },
  'without-passkey': { view: exampleView('choose-pin', ['submit', 'back'], enrolment) },
  replacing: { view: exampleView('choose-pin', ['submit', 'back'], { replacing: 'pin' }) },
  run: { view: exampleView('choose-pin', ['submit'], enrolment), refused: 'pin-run' },
  differ: { view: exampleView('choose-pin', ['submit'], enrolment), refused: 'pins-differ' },
}
