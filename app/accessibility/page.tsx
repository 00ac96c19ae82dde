import { Accessibility } from '../../components/screens/accessibility.tsx'
import { assent } from '../../lib/container.ts'
import { contactView } from '../../lib/session/contact-view.ts'
import { chooseLanguage } from '../../lib/web/choose-language.ts'
import { pageLocale } from '../../lib/web/page-locale.ts'
import { guarded } from '../guarded.tsx'

/** The accessibility statement, at an address that stays. */
export default guarded(async function Page() {
  return <Accessibility view={contactView(assent(), await pageLocale())} language={chooseLanguage} />
})
