import type { StepId } from '../../lib/sca/words.ts'
import { examples as choosePin } from './choose-pin.examples.ts'
import { examples as confirmEmail } from './confirm-email.examples.ts'
import { examples as confirmIdentity } from './confirm-identity.examples.ts'
import { examples as confirmPhone } from './confirm-phone.examples.ts'
import { examples as createPasskey } from './create-passkey.examples.ts'
import { examples as enterEmailCode } from './enter-email-code.examples.ts'
import type { StepExamples } from './example.ts'
import { examples as givePhone } from './give-phone.examples.ts'
import { examples as repeatPin } from './repeat-pin.examples.ts'
import { examples as usePasskey } from './use-passkey.examples.ts'
import { examples as welcome } from './welcome.examples.ts'

export { examples as contactExamples } from './contact.examples.ts'
export { examples as elsewhereExamples } from './elsewhere.examples.ts'
export { examples as endedExamples } from './ended.examples.ts'
export { examples as noticeExamples } from './notice.examples.ts'
export { examples as unknownExamples } from './unknown.examples.ts'

/** The examples of every step. */
export const stepExamples: Readonly<Record<StepId, StepExamples>> = {
  welcome,
  'use-passkey': usePasskey,
  'confirm-email': confirmEmail,
  'enter-email-code': enterEmailCode,
  'create-passkey': createPasskey,
  'choose-pin': choosePin,
  'repeat-pin': repeatPin,
  'give-phone': givePhone,
  'confirm-phone': confirmPhone,
  'confirm-identity': confirmIdentity,
}
