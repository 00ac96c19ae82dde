import { useLocale, useTranslations } from 'next-intl'
import { rememberedText, type Values } from './remembered-text.ts'

/**
 * next-intl's `useTranslations`, of the same use, that remembers what it said: to put a text with a choice or a plural in it
 * together anew costs some twenty times that, and a page has a dozen of them.
 */
export const useTexts: typeof useTranslations = (namespace) => {
  const locale = useLocale()
  const t = useTranslations(namespace)
  const make = t as unknown as (key: string, values?: Values) => string
  const say = (key: string, values?: Values) =>
    rememberedText(`${locale} ${namespace} ${key}`, values, () => make(key, values))
  return Object.assign(say, { rich: t.rich, markup: t.markup, raw: t.raw, has: t.has }) as unknown as typeof t
}
