import { brandExamples } from './brand-examples.ts'
import type { StepExamples } from './example.ts'
import { exampleView, nearlyOver, subjects } from './example-data.ts'

const start = { progress: { index: 0, of: 2 } }
const first = { firstEnrolment: true, progress: { index: 0, of: 7 } }

/** The states of the welcome page, one per purpose and the odd ones. */
export const examples: StepExamples = {
  payment: { view: exampleView('welcome', ['continue'], start) },
  'payment-without-account': {
    view: exampleView('welcome', ['continue'], { ...start, subject: subjects.paymentShort }),
  },
  'payment-huge': { view: exampleView('welcome', ['continue'], { ...start, subject: subjects.paymentHuge }) },
  'payment-right-to-left': {
    view: exampleView('welcome', ['continue'], { ...start, subject: subjects.paymentRightToLeft }),
  },
  'payment-batch': { view: exampleView('welcome', ['continue'], { ...start, subject: subjects.batch }) },
  'payment-batch-large': { view: exampleView('welcome', ['continue'], { ...start, subject: subjects.batchLarge }) },
  'payment-first-time': { view: exampleView('welcome', ['continue'], first) },
  payee: { view: exampleView('welcome', ['continue'], { ...start, subject: subjects.payee }) },
  'payee-local-account': { view: exampleView('welcome', ['continue'], { ...start, subject: subjects.payeeLocal }) },
  access: { view: exampleView('welcome', ['continue'], { ...start, subject: subjects.access }) },
  enrolment: { view: exampleView('welcome', ['continue'], { ...first, subject: subjects.enrolment }) },
  profile: { view: exampleView('welcome', ['continue'], { ...start, subject: subjects.profile }) },
  'contact-change': { view: exampleView('welcome', ['continue'], { ...start, subject: subjects.contactChange }) },
  consent: { view: exampleView('welcome', ['continue'], { ...start, subject: subjects.consent }) },
  'long-platform-name': {
    view: exampleView('welcome', ['continue'], {
      ...start,
      subject: subjects.access,
      platformName: 'Société coopérative de financement participatif du Grand Sud-Ouest et de ses partenaires',
    }),
  },
  ...brandExamples,
  'nearly-over': { view: exampleView('welcome', ['continue'], { ...start, ...nearlyOver }) },
  sandbox: { view: exampleView('welcome', ['continue'], { ...start, sandbox: 'silent' }) },
  'in-app': { view: exampleView('welcome', ['continue'], { ...start, inApp: 'Instagram' }) },
  refused: { view: exampleView('welcome', ['continue'], start), refused: 'busy' },
}
