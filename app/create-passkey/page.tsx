import { CreatePasskey } from '../../components/screens/create-passkey.tsx'
import { stepPage } from '../../lib/web/step-page.tsx'
import { guarded } from '../guarded.tsx'
import { press } from './actions.ts'

export default guarded(stepPage('create-passkey', CreatePasskey, press))
