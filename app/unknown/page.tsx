import { Unknown } from '../../components/screens/unknown.tsx'
import { assent } from '../../lib/container.ts'
import { answerWith } from '../../lib/web/answer-with.ts'
import { pageLocale } from '../../lib/web/page-locale.ts'
import { chooseLanguage } from '../language.ts'

/** An address that leads to no session. It says the same whether there ever was one, and makes no state. */
export default async function UnknownPage() {
  await answerWith(404)
  const sandbox = assent().config.mode === 'sandbox'
  return (
    <Unknown
      view={{ locale: await pageLocale(), platformName: null, subject: null, sandbox }}
      action={chooseLanguage}
    />
  )
}
