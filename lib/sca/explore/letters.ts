import type { StepId } from '../words.ts'

/** The short names of the screens in journeys, as the design writes them. */
export const letters: Readonly<Record<StepId, string>> = {
  welcome: 'W',
  'use-passkey': 'UP',
  'confirm-email': 'CE',
  'enter-email-code': 'EC',
  'create-passkey': 'CP',
  'choose-pin': 'PIN',
  'repeat-pin': 'RP',
  'give-phone': 'GP',
  'confirm-phone': 'CF',
  'confirm-identity': 'CI',
}
