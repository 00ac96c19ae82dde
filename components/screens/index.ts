import type { ComponentType } from 'react'
import type { StepId } from '../../lib/sca/words.ts'
import type { ScreenProps } from '../frame/screen-props.ts'
import { ChoosePin } from './choose-pin.tsx'
import { ConfirmEmail } from './confirm-email.tsx'
import { ConfirmIdentity } from './confirm-identity.tsx'
import { ConfirmPhone } from './confirm-phone.tsx'
import { CreatePasskey } from './create-passkey.tsx'
import { EnterEmailCode } from './enter-email-code.tsx'
import { GivePhone } from './give-phone.tsx'
import { RepeatPin } from './repeat-pin.tsx'
import { UsePasskey } from './use-passkey.tsx'
import { Welcome } from './welcome.tsx'

/** The screen of every step. */
export const screens = {
  welcome: Welcome,
  'use-passkey': UsePasskey,
  'confirm-email': ConfirmEmail,
  'enter-email-code': EnterEmailCode,
  'create-passkey': CreatePasskey,
  'choose-pin': ChoosePin,
  'repeat-pin': RepeatPin,
  'give-phone': GivePhone,
  'confirm-phone': ConfirmPhone,
  'confirm-identity': ConfirmIdentity,
} satisfies Record<StepId, ComponentType<ScreenProps>>
