'use server'

import { confirmIdentity } from '../../lib/session/steps/confirm-identity.ts'
import { stepAction } from '../../lib/web/step-action.ts'

export const press = stepAction('confirm-identity', confirmIdentity)
