import { ConfirmIdentity } from '../../components/screens/confirm-identity.tsx'
import { stepPage } from '../../lib/web/step-page.tsx'
import { guarded } from '../guarded.tsx'
import { press } from './actions.ts'

export default guarded(stepPage('confirm-identity', ConfirmIdentity, press))
