import { createTranslator } from 'use-intl/core'
import en from '../../messages/en.json' with { type: 'json' }
import { defaultLocale, foldLocale, type Locale } from '../i18n/locales.ts'

type Messages = typeof en

/** A language without texts of its own is served in English. */
const texts: Readonly<Partial<Record<Locale, Messages>>> & { readonly en: Messages } = { en }

/**
 * The wording of what is sent to a user. In: a language tag and a part of `messages/`. Out: the translator, and the
 * language it speaks. A text that is missing or broken throws: a message without its code must not leave.
 */
export function translator<const Part extends 'sms' | 'mail'>(tag: string, part: Part) {
  const wanted = foldLocale(tag) ?? defaultLocale
  const locale = texts[wanted] ? wanted : defaultLocale
  const t = createTranslator({
    locale,
    messages: texts[locale] ?? texts.en,
    namespace: part,
    timeZone: 'UTC',
    onError: (error) => {
      throw error
    },
  })
  return { t, locale }
}
