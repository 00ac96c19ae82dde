import { cleanText } from '../clean-text.ts'
import { translator } from '../translator.ts'
import { noticeTime } from './notice-time.ts'

interface Content {
  readonly locale: string
  readonly platformName: string
  /** A success after several failures (RTS-34), or the last block that ends by itself (RTS-31). */
  readonly kind: 'afterFailures' | 'lastBlock'
  /** Epoch milliseconds: of the success, or of the end of the block. */
  readonly at: number
  /** Where the user can block the account. */
  readonly link: string
}

/** The mail that tells a user of tries that may have been somebody else's. It holds no code and no contact. */
export function warningMail({ locale: tag, platformName, kind, at, link }: Content): {
  readonly subject: string
  readonly text: string
} {
  const { t, locale } = translator(tag, 'mail')
  const platform = cleanText(platformName)
  const about = { time: noticeTime(locale, at), link, platform }
  return kind === 'afterFailures'
    ? { subject: t('afterFailures.subject', { platform }), text: t('afterFailures.text', about) }
    : { subject: t('lastBlock.subject', { platform }), text: t('lastBlock.text', about) }
}
