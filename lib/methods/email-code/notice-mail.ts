import { cleanText } from '../clean-text.ts'
import { translator } from '../translator.ts'

interface Content {
  readonly locale: string
  readonly platformName: string
  readonly changed: 'pin' | 'phone' | 'passkey' | 'email'
  /** Epoch milliseconds. */
  readonly at: number
  /** Where the user can block the account. */
  readonly link: string
}

/** The mail that tells a user of a changed credential. The time is in UTC: nobody's time zone is known here. */
export function noticeMail({ locale: tag, platformName, changed, at, link }: Content): {
  readonly subject: string
  readonly text: string
} {
  const { t, locale } = translator(tag, 'mail')
  const platform = cleanText(platformName)
  const time = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  }).format(at)
  return {
    subject: t('notice.subject', { platform }),
    text: t('notice.text', { what: changed, time, link, platform }),
  }
}
