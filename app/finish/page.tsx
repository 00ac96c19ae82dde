import { redirect } from 'next/navigation'
import { Ended } from '../../components/screens/ended.tsx'
import { assent } from '../../lib/container.ts'
import { endIfDue } from '../../lib/session/end-session.ts'
import { endView } from '../../lib/session/end-view.ts'
import { boundBrowser } from '../../lib/web/browser-cookie.ts'
import { chooseLanguage } from '../../lib/web/choose-language.ts'
import { openForRequest } from '../../lib/web/open-for-request.ts'
import { pageLocale } from '../../lib/web/page-locale.ts'
import { requestedSession } from '../../lib/web/request-address.ts'
import { stepPath } from '../../lib/web/step-path.ts'
import { guarded } from '../guarded.tsx'

/** The stored outcome and the way back; safe to call again. An end that is due and not yet written is written here. */
export default guarded(async function Page() {
  const sessionId = await requestedSession()
  const found = sessionId && (await openForRequest(sessionId))
  if (!found) redirect('/unknown')
  if (!('end' in found.decision)) redirect(stepPath(found))
  const deps = assent()
  const ended = await endIfDue(deps, found)
  const browser = await boundBrowser(sessionId)
  const own = browser !== null && browser === ended.facts.browser
  const view = { ...endView(deps, ended, own), locale: await pageLocale() }
  return <Ended view={view} language={chooseLanguage} />
})
