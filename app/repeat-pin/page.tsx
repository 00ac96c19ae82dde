import { RepeatPin } from '../../components/screens/repeat-pin.tsx'
import { stepPage } from '../../lib/web/step-page.tsx'
import { guarded } from '../guarded.tsx'
import { press } from './actions.ts'

export default guarded(stepPage('repeat-pin', RepeatPin, press))
