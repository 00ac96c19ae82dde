import { Notice } from '../../../components/screens/notice.tsx'
import { assent } from '../../../lib/container.ts'
import { frameView } from '../../../lib/session/frame-view.ts'
import { readNoticeLink } from '../../../lib/session/notice-link.ts'
import { answerWith } from '../../../lib/web/answer-with.ts'
import { chooseLanguage } from '../../../lib/web/choose-language.ts'
import { pageLocale } from '../../../lib/web/page-locale.ts'
import { guarded } from '../../guarded.tsx'
import { report } from './actions.ts'

/** Where the link in a notice leads. Reading it changes nothing, so whoever scans the mail does no harm. */
export default guarded(async function Page({ params }: { params: Promise<{ token: string }> }) {
  const deps = assent()
  const { state, platform } = await readNoticeLink(deps, (await params).token)
  if (platform === null) await answerWith(404)
  const view = { ...frameView(deps, await pageLocale(), platform, null), state }
  return <Notice view={view} action={report} language={chooseLanguage} />
})
