import { defaultLocale, preferredLocale } from '../i18n/locales.ts'
import { messagesOf } from '../i18n/messages-of.ts'

/** The page of status 429: a few words in the browser's language, without Next. In: the Accept-Language header. */
export function tooManyPage(acceptLanguage: string | undefined): string {
  const locale = preferredLocale(acceptLanguage ?? null) ?? defaultLocale
  const { title, text } = messagesOf(locale).tooMany
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head><body><main data-outcome="too-many"><h1>${title}</h1><p>${text}</p></main></body></html>\n`
}
