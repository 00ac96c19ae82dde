import { ConfirmPhone } from '../../components/screens/confirm-phone.tsx'
import { stepPage } from '../../lib/web/step-page.tsx'
import { guarded } from '../guarded.tsx'
import { press } from './actions.ts'

export default guarded(stepPage('confirm-phone', ConfirmPhone, press))
