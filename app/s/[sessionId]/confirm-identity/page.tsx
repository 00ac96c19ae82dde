import { ConfirmIdentity } from '../../../../components/screens/confirm-identity.tsx'
import { stepPage } from '../../../../lib/web/step-page.tsx'
import { press } from './actions.ts'

export default stepPage('confirm-identity', ConfirmIdentity, press)
