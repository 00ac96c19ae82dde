import { cleanText } from '../clean-text.ts'
import { translator } from '../translator.ts'
import { noticeTime } from './notice-time.ts'

interface Content {
  readonly locale: string
  readonly platformName: string
  readonly changed: 'pin' | 'phone' | 'passkey' | 'email' | 'several'
  /** Epoch milliseconds. */
  readonly at: number
  /** Where the user can block the account. */
  readonly link: string
}

/** The mail that tells a user of a changed credential. */
export function noticeMail({ locale: tag, platformName, changed, at, link }: Content): {
  readonly subject: string
  readonly text: string
} {
  const { t, locale } = translator(tag, 'mail')
  const platform = cleanText(platformName)
  return {
    subject: t('notice.subject', { platform }),
    text: t('notice.text', { what: changed, time: noticeTime(locale, at), link, platform }),
  }
}
