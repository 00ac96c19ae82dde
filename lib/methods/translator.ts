import { createTranslator } from 'use-intl/core'
import de from '../../messages/de.json' with { type: 'json' }
import en from '../../messages/en.json' with { type: 'json' }
import es from '../../messages/es.json' with { type: 'json' }
import fr from '../../messages/fr.json' with { type: 'json' }
import it from '../../messages/it.json' with { type: 'json' }
import nl from '../../messages/nl.json' with { type: 'json' }
import pt from '../../messages/pt.json' with { type: 'json' }
import { defaultLocale, foldLocale, type Locale } from '../i18n/locales.ts'

type Messages = typeof en

const texts: Readonly<Record<Locale, Messages>> = { de, en, es, fr, it, nl, pt }

/**
 * The wording of what is sent to a user. In: a language tag and a part of `messages/`. Out: the translator, and the
 * language it speaks. A text that is missing or broken throws: a message without its code must not leave.
 */
export function translator<const Part extends 'sms' | 'mail'>(tag: string, part: Part) {
  const locale = foldLocale(tag) ?? defaultLocale
  const t = createTranslator({
    locale,
    messages: texts[locale],
    namespace: part,
    timeZone: 'UTC',
    onError: (error) => {
      throw error
    },
  })
  return { t, locale }
}
