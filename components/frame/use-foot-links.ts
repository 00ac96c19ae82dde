import type { FootLink, FootLinksProps } from './foot-links.tsx'
import { useTexts } from './use-texts.ts'

/** Pages that stand beside every journey. */
export type Beside = 'help' | 'accessibility'

interface Given {
  readonly locale: string
  readonly privacyHref: string | null
  /** The page that this is, where it is one of them: from there nothing can be lost, so no new tab is opened. */
  readonly here?: Beside | undefined
}

/**
 * Help, accessibility and privacy, in the same order at the same place on every page (WCAG 3.2.6). From a step they open
 * in a new tab: what was typed stays, and the session goes on. Their addresses tell nothing but the language.
 */
export function useFootLinks({ locale, privacyHref, here }: Given): FootLinksProps {
  const t = useTexts('frame')
  const beside = (page: Beside, text: string): FootLink => ({
    href: `/${page}?lang=${locale}`,
    text,
    here: page === here,
    newTab: here === undefined,
  })
  const privacy = { text: t('privacyLink'), here: false, newTab: true }
  return {
    label: t('links'),
    newTab: t('newTab'),
    links: [
      beside('help', t('helpLink')),
      beside('accessibility', t('accessibilityLink')),
      ...(privacyHref === null ? [] : [{ ...privacy, href: privacyHref }]),
    ],
  }
}
