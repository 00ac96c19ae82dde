import { UsePasskey } from '../../components/screens/use-passkey.tsx'
import { stepPage } from '../../lib/web/step-page.tsx'
import { guarded } from '../guarded.tsx'
import { press } from './actions.ts'

export default guarded(stepPage('use-passkey', UsePasskey, press))
