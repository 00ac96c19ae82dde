import { redirect } from 'next/navigation'
import { Elsewhere } from '../components/screens/elsewhere.tsx'
import { Ended } from '../components/screens/ended.tsx'
import { Welcome } from '../components/screens/welcome.tsx'
import { assent } from '../lib/container.ts'
import { endView } from '../lib/session/end-view.ts'
import { returnHref } from '../lib/session/return-href.ts'
import { stepView } from '../lib/session/step-view.ts'
import { boundBrowser } from '../lib/web/browser-cookie.ts'
import { chooseLanguage } from '../lib/web/choose-language.ts'
import { openTokenForRequest } from '../lib/web/open-for-request.ts'
import { pageLocale } from '../lib/web/page-locale.ts'
import { requestAddress } from '../lib/web/request-address.ts'
import { stepPath } from '../lib/web/step-path.ts'
import { visitor } from '../lib/web/visitor.ts'
import { arrive } from './actions.ts'
import { guarded } from './guarded.tsx'
import UnknownPage from './unknown/page.tsx'

/**
 * Where a RedirectUrl leads. Reading it changes nothing, so a scanner or a chat preview that follows the link does no
 * harm: the session begins with Continue.
 */
export default guarded(async function Page() {
  const opened = await openTokenForRequest((await requestAddress()).searchParams.get('token') ?? '')
  if (!opened) return <UnknownPage />
  const deps = assent()
  const locale = await pageLocale()
  const browser = await boundBrowser(opened.record.session.id)
  const own = browser !== null && browser === opened.facts.browser
  if (own) redirect(stepPath(opened))
  if ('end' in opened.decision)
    return <Ended view={{ ...endView(deps, opened, false), locale }} language={chooseLanguage} />
  const view = stepView(deps, opened, 'welcome', { ...(await visitor()), locale })
  return opened.facts.browser === null ? (
    <Welcome view={view} action={arrive} language={chooseLanguage} />
  ) : (
    <Elsewhere
      view={{ ...view, returnHref: returnHref(deps, opened, 'started') }}
      action={arrive}
      language={chooseLanguage}
    />
  )
})
