import { CreatePasskey } from '../../../../components/screens/create-passkey.tsx'
import { stepPage } from '../../../../lib/web/step-page.tsx'
import { press } from './actions.ts'

export default stepPage('create-passkey', CreatePasskey, press)
