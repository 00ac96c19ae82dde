import { SandboxInbox } from '../../../components/screens/sandbox-inbox.tsx'
import { assent } from '../../../lib/container.ts'
import { frameView } from '../../../lib/session/frame-view.ts'
import { readInbox } from '../../../lib/session/inbox.ts'
import { pageLocale } from '../../../lib/web/page-locale.ts'
import { guarded } from '../../guarded.tsx'
import UnknownPage from '../../unknown/page.tsx'

const newest = 50

/** The sandbox's inbox, for whoever tries the journey out. In live mode there is no such page. */
export default guarded(async function Page() {
  const deps = assent()
  if (deps.config.mode !== 'sandbox') return <UnknownPage />
  const view = { ...frameView(deps, await pageLocale(), null, null), sandbox: null }
  return <SandboxInbox view={view} entries={await readInbox(deps, null, null, newest)} />
})
