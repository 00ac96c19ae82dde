import { GivePhone } from '../../../../components/screens/give-phone.tsx'
import { stepPage } from '../../../../lib/web/step-page.tsx'
import { press } from './actions.ts'

export default stepPage('give-phone', GivePhone, press)
