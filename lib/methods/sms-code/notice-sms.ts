import { cleanText } from '../clean-text.ts'
import { translator } from '../translator.ts'
import { smsAlphabet } from './sms-alphabet.ts'

/** The text message that tells the old number of a new one. In: language, trading name, where the account is blocked. */
export function noticeSms(tag: string, platformName: string, link: string): string {
  const { t } = translator(tag, 'mail')
  return smsAlphabet(t('notice.sms', { platform: cleanText(platformName, 30), what: 'phone', link }))
}
