import { type Locale, languageRange } from './locales.ts'

/** Where a language is mostly spoken by our users, the largest first. */
const homes: Readonly<Record<Locale, readonly string[]>> = {
  de: ['DE', 'AT', 'CH'],
  en: ['GB', 'IE'],
  es: ['ES'],
  fr: ['FR', 'BE', 'CH', 'LU'],
  it: ['IT', 'CH'],
  nl: ['NL', 'BE'],
  pt: ['PT'],
}

/**
 * The countries in which a reader most likely has a phone, best guess first. The region of a language that is not the
 * page's says little (`en-US` is what many browsers are delivered with), so those come last.
 * In: the Accept-Language header, the language of the page. Out: ISO 3166 codes, each once.
 */
export function preferredRegions(acceptLanguage: string | null | undefined, locale: Locale): string[] {
  const wishes = languageRange(acceptLanguage).flatMap((tag) => {
    const [language = '', ...parts] = tag.toLowerCase().split('-')
    const region = parts.find((part) => /^[a-z]{2}$/.test(part))
    return region ? [{ own: language === locale, region: region.toUpperCase() }] : []
  })
  const regions = (own: boolean) => wishes.filter((wish) => wish.own === own).map(({ region }) => region)
  return [...new Set([...regions(true), ...homes[locale], ...regions(false)])]
}
