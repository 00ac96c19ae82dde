import { GivePhone } from '../../components/screens/give-phone.tsx'
import { stepPage } from '../../lib/web/step-page.tsx'
import { guarded } from '../guarded.tsx'
import { press } from './actions.ts'

export default guarded(stepPage('give-phone', GivePhone, press))
