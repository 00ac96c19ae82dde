import { ChoosePin } from '../../components/screens/choose-pin.tsx'
import { stepPage } from '../../lib/web/step-page.tsx'
import { guarded } from '../guarded.tsx'
import { press } from './actions.ts'

export default guarded(stepPage('choose-pin', ChoosePin, press))
