import { Unknown } from '../../components/screens/unknown.tsx'
import { assent } from '../../lib/container.ts'
import { frameView } from '../../lib/session/frame-view.ts'
import { answerWith } from '../../lib/web/answer-with.ts'
import { chooseLanguage } from '../../lib/web/choose-language.ts'
import { pageLocale } from '../../lib/web/page-locale.ts'

/** An address that leads to no session. It says the same whether there ever was one, and makes no state. */
export default async function UnknownPage() {
  await answerWith(404)
  return <Unknown view={frameView(assent(), await pageLocale(), null, null)} language={chooseLanguage} />
}
