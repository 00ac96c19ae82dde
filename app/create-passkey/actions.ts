'use server'

import { createPasskey } from '../../lib/session/steps/create-passkey.ts'
import { stepAction } from '../../lib/web/step-action.ts'

export const press = stepAction('create-passkey', createPasskey)
