import { ConfirmEmail } from '../../components/screens/confirm-email.tsx'
import { stepPage } from '../../lib/web/step-page.tsx'
import { guarded } from '../guarded.tsx'
import { press } from './actions.ts'

export default guarded(stepPage('confirm-email', ConfirmEmail, press))
