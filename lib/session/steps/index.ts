import type { StepId } from '../../sca/words.ts'
import type { StepHandlers } from '../step-result.ts'
import { choosePin } from './choose-pin.ts'
import { confirmEmail } from './confirm-email.ts'
import { confirmIdentity } from './confirm-identity.ts'
import { confirmPhone } from './confirm-phone.ts'
import { createPasskey } from './create-passkey.ts'
import { enterEmailCode } from './enter-email-code.ts'
import { givePhone } from './give-phone.ts'
import { repeatPin } from './repeat-pin.ts'
import { usePasskey } from './use-passkey.ts'

/** The handlers of every step. `welcome` has none: its Continue is the claim. */
export const stepHandlers = {
  welcome: {},
  'use-passkey': usePasskey,
  'confirm-email': confirmEmail,
  'enter-email-code': enterEmailCode,
  'create-passkey': createPasskey,
  'choose-pin': choosePin,
  'repeat-pin': repeatPin,
  'give-phone': givePhone,
  'confirm-phone': confirmPhone,
  'confirm-identity': confirmIdentity,
} satisfies Record<StepId, StepHandlers>
