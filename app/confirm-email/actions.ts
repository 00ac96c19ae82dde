'use server'

import { confirmEmail } from '../../lib/session/steps/confirm-email.ts'
import { stepAction } from '../../lib/web/step-action.ts'

export const press = stepAction('confirm-email', confirmEmail)
