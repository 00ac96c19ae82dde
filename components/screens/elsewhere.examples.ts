import type { FrameView } from '../../lib/sca/view.ts'
import type { PageExamples } from './example.ts'
import { subjects } from './example-data.ts'

const view = {
  locale: 'en',
  platformName: 'Northwind',
  brand: null,
  privacyHref: null,
  subject: subjects.payment,
  sandbox: null,
}

/** The states of a session that went on in another browser. */
export const examples: PageExamples<FrameView & { readonly returnHref?: string }> = {
  payment: { view: { ...view, returnHref: 'https://platform.example/back' } },
  access: { view: { ...view, subject: subjects.access } },
}
