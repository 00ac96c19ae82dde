'use server'

import { confirmPhone } from '../../lib/session/steps/confirm-phone.ts'
import { stepAction } from '../../lib/web/step-action.ts'

export const press = stepAction('confirm-phone', confirmPhone)
