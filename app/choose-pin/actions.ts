'use server'

import { choosePin } from '../../lib/session/steps/choose-pin.ts'
import { stepAction } from '../../lib/web/step-action.ts'

export const press = stepAction('choose-pin', choosePin)
