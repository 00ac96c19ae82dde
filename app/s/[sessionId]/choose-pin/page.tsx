import { ChoosePin } from '../../../../components/screens/choose-pin.tsx'
import { stepPage } from '../../../../lib/web/step-page.tsx'
import { press } from './actions.ts'

export default stepPage('choose-pin', ChoosePin, press)
