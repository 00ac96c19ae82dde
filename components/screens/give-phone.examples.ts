import type { StepExamples } from './example.ts'
import { exampleView, subjects } from './example-data.ts'

const countries = [
  { code: 'AT', callingCode: '43' },
  { code: 'BE', callingCode: '32' },
  { code: 'CH', callingCode: '41' },
  { code: 'DE', callingCode: '49' },
  { code: 'ES', callingCode: '34' },
  { code: 'FR', callingCode: '33' },
  { code: 'GB', callingCode: '44' },
  { code: 'IT', callingCode: '39' },
]
const phone = { national: '', country: 'FR', countries }
const known = { ...phone, national: '06 11 11 11 11' }
const enrolment = { subject: subjects.enrolment, firstEnrolment: true, progress: { index: 6, of: 7 } }

/** The states of giving a mobile number. */
export const examples: StepExamples = {
  fresh: { view: exampleView('give-phone', ['submit'], { ...enrolment, phone }) },
  'known-number': { view: exampleView('give-phone', ['submit'], { ...enrolment, phone: known }) },
  spare: { view: exampleView('give-phone', ['submit', 'skip'], { ...enrolment, phone }) },
  offered: { view: exampleView('give-phone', ['submit', 'skip'], { offered: true, phone }) },
  replacing: { view: exampleView('give-phone', ['submit', 'back'], { replacing: 'phone', phone }) },
  impossible: {
    view: exampleView('give-phone', ['submit'], { ...enrolment, phone }),
    refused: 'phone-impossible',
    values: { phone: '0611', country: 'DE' },
  },
}
