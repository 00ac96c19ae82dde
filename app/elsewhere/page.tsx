import { redirect } from 'next/navigation'
import { Elsewhere } from '../../components/screens/elsewhere.tsx'
import { assent } from '../../lib/container.ts'
import { returnHref } from '../../lib/session/return-href.ts'
import { stepView } from '../../lib/session/step-view.ts'
import { boundBrowser } from '../../lib/web/browser-cookie.ts'
import { chooseLanguage } from '../../lib/web/choose-language.ts'
import { openForRequest } from '../../lib/web/open-for-request.ts'
import { pageLocale } from '../../lib/web/page-locale.ts'
import { requestedSession } from '../../lib/web/request-address.ts'
import { stepPath } from '../../lib/web/step-path.ts'
import { guarded } from '../guarded.tsx'
import { takeBack } from './actions.ts'

/** Another browser continued the session. Only a browser that once held it may take it back. */
export default guarded(async function Page() {
  const sessionId = await requestedSession()
  const opened = sessionId && (await openForRequest(sessionId))
  if (!opened) redirect('/unknown')
  const browser = await boundBrowser(sessionId)
  if ('end' in opened.decision) redirect(stepPath(opened))
  if (browser === null) redirect('/unknown')
  if (browser === opened.facts.browser) redirect(stepPath(opened))
  const deps = assent()
  const view = {
    ...stepView(deps, opened, 'welcome'),
    returnHref: returnHref(deps, opened, 'started', false),
    locale: await pageLocale(),
  }
  return <Elsewhere view={view} action={takeBack} language={chooseLanguage} />
})
