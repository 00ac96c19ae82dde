'use server'

import { repeatPin } from '../../lib/session/steps/repeat-pin.ts'
import { stepAction } from '../../lib/web/step-action.ts'

export const press = stepAction('repeat-pin', repeatPin)
