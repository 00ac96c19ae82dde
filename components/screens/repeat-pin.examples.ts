import type { StepExamples } from './example.ts'
import { exampleView, subjects } from './example-data.ts'

const enrolment = { subject: subjects.enrolment, firstEnrolment: true, progress: { index: 5, of: 7 } }

/** The states of typing the new PIN once more. */
export const examples: StepExamples = {
  fresh: { view: exampleView('repeat-pin', ['submit', 'back'], enrolment) },
  wrong: { view: exampleView('repeat-pin', ['submit', 'back'], enrolment), refused: 'pin-not-repeated' },
}
