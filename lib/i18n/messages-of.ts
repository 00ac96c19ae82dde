import de from '../../messages/de.json' with { type: 'json' }
import en from '../../messages/en.json' with { type: 'json' }
import es from '../../messages/es.json' with { type: 'json' }
import fr from '../../messages/fr.json' with { type: 'json' }
import it from '../../messages/it.json' with { type: 'json' }
import nl from '../../messages/nl.json' with { type: 'json' }
import pt from '../../messages/pt.json' with { type: 'json' }
import type { Locale } from './locales.ts'

const all = { de, en, es, fr, it, nl, pt } satisfies Record<Locale, typeof en>

/** The texts of a language. `messages/messages.test.ts` shows that all seven have the same keys. */
export function messagesOf(locale: Locale): typeof en {
  return all[locale]
}
