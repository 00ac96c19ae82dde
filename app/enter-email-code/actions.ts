'use server'

import { enterEmailCode } from '../../lib/session/steps/enter-email-code.ts'
import { stepAction } from '../../lib/web/step-action.ts'

export const press = stepAction('enter-email-code', enterEmailCode)
