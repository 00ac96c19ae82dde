/** The languages of the pages and messages. English serves whoever speaks none of them. */
export const locales = ['de', 'en', 'es', 'fr', 'it', 'nl', 'pt'] as const
export type Locale = (typeof locales)[number]
export const defaultLocale: Locale = 'en'

/** The language that a tag such as `pt-BR` folds to, or null. */
export function foldLocale(tag: string | null | undefined): Locale | null {
  const language = tag?.trim().toLowerCase().split(/[-_]/)[0]
  return locales.find((locale) => locale === language) ?? null
}

/**
 * The language tags of an Accept-Language header: highest weight first, weight 0 excluded. RFC 9110 section 12.5.4.
 * In: the header. Out: the tags as they were written; of an overlong header, those at its start.
 */
export function languageRange(acceptLanguage: string | null | undefined): string[] {
  return (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.split(';')
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean)
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}

/**
 * The best language for an Accept-Language header, regions folded. In: the header. Out: one of our languages, or null.
 */
export function preferredLocale(acceptLanguage: string | null | undefined): Locale | null {
  return (
    languageRange(acceptLanguage)
      .map(foldLocale)
      .find((locale) => locale !== null) ?? null
  )
}
