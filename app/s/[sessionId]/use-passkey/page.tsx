import { UsePasskey } from '../../../../components/screens/use-passkey.tsx'
import { stepPage } from '../../../../lib/web/step-page.tsx'
import { press } from './actions.ts'

export default stepPage('use-passkey', UsePasskey, press)
