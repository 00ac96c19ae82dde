import { getRequestConfig } from 'next-intl/server'
import { messagesOf } from '../i18n/messages-of.ts'
import { pageLocale } from './page-locale.ts'

/** What next-intl asks for each page: the language and its texts. */
export default getRequestConfig(async () => {
  const locale = await pageLocale()
  return { locale, messages: messagesOf(locale), timeZone: 'UTC' }
})
