import { Help } from '../../components/screens/help.tsx'
import { assent } from '../../lib/container.ts'
import { contactView } from '../../lib/session/contact-view.ts'
import { chooseLanguage } from '../../lib/web/choose-language.ts'
import { pageLocale } from '../../lib/web/page-locale.ts'
import { guarded } from '../guarded.tsx'

/** Help for everybody, at an address that stays. It knows of no session and makes no state. */
export default guarded(async function Page() {
  return <Help view={contactView(assent(), await pageLocale())} language={chooseLanguage} />
})
