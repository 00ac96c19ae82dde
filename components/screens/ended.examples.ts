import type { EndView } from '../../lib/sca/view.ts'
import { northwind } from './brand-examples.ts'
import type { EndExamples } from './example.ts'
import { blockEnd, subjects } from './example-data.ts'

const end = (outcome: EndView['outcome'], cause: EndView['cause'], changes: Partial<EndView> = {}) => ({
  view: {
    locale: 'en',
    platformName: 'Northwind',
    brand: null,
    privacyHref: null,
    subject: subjects.payment,
    sandbox: null,
    outcome,
    cause,
    blockedUntil: null,
    returnHref: 'https://platform.example/back',
    ...changes,
  },
})

/** Every way in which a session ends. */
export const examples: EndExamples = {
  done: end('succeeded', 'done'),
  'done-access': end('succeeded', 'done', { subject: subjects.access }),
  'done-enrolment': end('succeeded', 'done', { subject: subjects.enrolment }),
  'done-brand': end('succeeded', 'done', { brand: northwind }),
  cancelled: end('refused', 'cancelled'),
  'not-me': end('refused', 'not-me'),
  'too-many-tries': end('failed', 'too-many-tries', { blockedUntil: blockEnd }),
  blocked: end('failed', 'blocked', { blockedUntil: blockEnd }),
  'blocked-until-lifted': end('failed', 'blocked'),
  'time-over': end('expired', 'time-over'),
  changed: end('failed', 'changed'),
  replaced: end('cancelled', 'replaced'),
  restored: end('cancelled', 'restored'),
  failed: end('failed', 'failed'),
  'no-way-back': end('expired', 'time-over', { returnHref: null }),
}
