import { ConfirmPhone } from '../../../../components/screens/confirm-phone.tsx'
import { stepPage } from '../../../../lib/web/step-page.tsx'
import { press } from './actions.ts'

export default stepPage('confirm-phone', ConfirmPhone, press)
