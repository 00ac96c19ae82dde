import { RepeatPin } from '../../../../components/screens/repeat-pin.tsx'
import { stepPage } from '../../../../lib/web/step-page.tsx'
import { press } from './actions.ts'

export default stepPage('repeat-pin', RepeatPin, press)
