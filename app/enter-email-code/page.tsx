import { EnterEmailCode } from '../../components/screens/enter-email-code.tsx'
import { stepPage } from '../../lib/web/step-page.tsx'
import { guarded } from '../guarded.tsx'
import { press } from './actions.ts'

export default guarded(stepPage('enter-email-code', EnterEmailCode, press))
