import type { StepExamples } from './example.ts'
import { exampleView, subjects } from './example-data.ts'

const options = { passkeyOptions: { challenge: 'AAAA', rp: { name: 'Assent' }, user: { id: 'AAAA' } } }
const enrolment = { ...options, subject: subjects.enrolment, firstEnrolment: true, progress: { index: 3, of: 7 } }

/** The states of making a passkey. */
export const examples: StepExamples = {
  fresh: { view: exampleView('create-passkey', ['submit', 'skip'], enrolment) },
  required: { view: exampleView('create-passkey', ['submit'], enrolment) },
  offered: {
    view: exampleView('create-passkey', ['submit', 'skip'], { offered: true, progress: { index: 3, of: 3 } }),
  },
  cancelled: { view: exampleView('create-passkey', ['submit', 'skip'], enrolment), refused: 'passkey-cancelled' },
  exists: { view: exampleView('create-passkey', ['submit', 'skip'], enrolment), refused: 'passkey-exists' },
  'in-app': { view: exampleView('create-passkey', ['submit', 'skip'], { ...enrolment, inApp: 'none' }) },
  synced: { view: exampleView('create-passkey', ['submit', 'skip'], enrolment), refused: 'passkey-synced' },
}
