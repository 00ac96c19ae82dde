import { defaultLocale, preferredLocale } from '../i18n/locales.ts'
import { messagesOf } from '../i18n/messages-of.ts'

/** The page of status 503 where Next cannot be asked: a few words in the browser's language. In: the Accept-Language header. */
export function faultPage(acceptLanguage: string | undefined): string {
  const locale = preferredLocale(acceptLanguage ?? null) ?? defaultLocale
  const { title, text, again } = messagesOf(locale).fault
  // An empty address is the one of the page.
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head><body><main data-step="fault"><h1>${title}</h1><p>${text}</p><p><a href="">${again}</a></p></main></body></html>\n`
}
