import { ConfirmEmail } from '../../../../components/screens/confirm-email.tsx'
import { stepPage } from '../../../../lib/web/step-page.tsx'
import { press } from './actions.ts'

export default stepPage('confirm-email', ConfirmEmail, press)
