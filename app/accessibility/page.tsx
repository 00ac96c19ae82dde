import { Accessibility } from '../../components/screens/accessibility.tsx'
import { assent } from '../../lib/container.ts'
import { contactView } from '../../lib/session/contact-view.ts'
import { pageLocale } from '../../lib/web/page-locale.ts'
import { guarded } from '../guarded.tsx'
import { chooseLanguage } from '../language.ts'

/** The accessibility statement, at an address that stays. */
export default guarded(async function Page() {
  return <Accessibility view={contactView(assent(), await pageLocale())} action={chooseLanguage} />
})
