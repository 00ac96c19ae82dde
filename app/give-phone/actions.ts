'use server'

import { givePhone } from '../../lib/session/steps/give-phone.ts'
import { stepAction } from '../../lib/web/step-action.ts'

export const press = stepAction('give-phone', givePhone)
