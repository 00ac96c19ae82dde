import type { ComponentProps } from 'react'
import type { FrameView, LanguageAction } from '../../lib/sca/view.ts'
import { firstLetter } from './first-letter.ts'
import type { Surroundings } from './surroundings.tsx'
import { type Beside, useFootLinks } from './use-foot-links.ts'
import { useTexts } from './use-texts.ts'

interface Given {
  readonly view: FrameView
  /** The heading, for the tab. */
  readonly title: string
  readonly language?: LanguageAction | undefined
  readonly here?: Beside | undefined
}

/** What surrounds every page, in words: who asks, help, language. In: a page's view. Out: what `Surroundings` draws. */
export function useSurroundings(given: Given): Omit<ComponentProps<typeof Surroundings>, 'children'> {
  const { view, title, language, here } = given
  const t = useTexts('frame')
  const { locale, platformName: name, brand, sandbox, privacyHref } = view
  return {
    purpose: view.subject?.purpose,
    colours: brand?.colours ?? null,
    title: name === null ? title : t('tab', { title, platform: name }),
    sandbox: sandbox && {
      label: t('sandboxLabel'),
      text: t(sandbox === 'sending' ? 'sandboxSending' : 'sandbox'),
      inbox: t('inbox'),
    },
    platform: name === null ? null : { name, monogram: firstLetter(name), logo: brand?.logo ?? null },
    neverAsk: here === 'help' ? null : t('neverAsk'),
    links: useFootLinks({ locale, privacyHref, here }),
    language: language
      ? {
          action: language,
          locale,
          texts: { label: t('language'), change: t('changeLanguage'), working: t('working') },
        }
      : null,
    maker: t('maker'),
  }
}
