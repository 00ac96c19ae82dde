'use server'

import { usePasskey } from '../../lib/session/steps/use-passkey.ts'
import { stepAction } from '../../lib/web/step-action.ts'

export const press = stepAction('use-passkey', usePasskey)
