import { getRequestConfig } from 'next-intl/server'
import { _createCache } from 'use-intl/core'
import { messagesOf } from '../i18n/messages-of.ts'
import { pageLocale } from './page-locale.ts'

/** Messages once taken apart. next-intl would do it again for each page, and each part of a page. */
const messageCache = { _cache: _createCache() }

/** What next-intl asks for each page: the language and its texts. */
export default getRequestConfig(async () => {
  const locale = await pageLocale()
  return { locale, messages: messagesOf(locale), timeZone: 'UTC', ...messageCache }
})
