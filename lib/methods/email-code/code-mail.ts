import { cleanText } from '../clean-text.ts'
import { translator } from '../translator.ts'

interface Content {
  readonly locale: string
  /** Six digits. */
  readonly code: string
  readonly platformName: string
}

/** The mail that carries a code. The code stands in the text alone: subjects are shown on locked screens. */
export function codeMail({ locale, code, platformName }: Content): { readonly subject: string; readonly text: string } {
  const { t } = translator(locale, 'mail')
  const platform = cleanText(platformName)
  return { subject: t('code.subject', { platform }), text: t('code.text', { code, platform }) }
}
