import { sameAddress } from '../../methods/email-code/same-address.ts'
import { emailOf } from '../contacts.ts'
import type { StepHandlers } from '../step-result.ts'
import { undoReplacement } from './replace.ts'

/** The user types the address that the platform gave. It proves nothing; it tells a mix-up early. */
export const confirmEmail: StepHandlers = {
  submit: (_deps, opened, { form }) => {
    if (sameAddress(form.email ?? '', emailOf(opened))) return { events: [{ type: 'email-confirmed' }] }
    return { events: [{ type: 'email-mistyped' }], refused: { refused: 'email-not-accepted' } }
  },
  back: undoReplacement,
}
