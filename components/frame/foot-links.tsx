import { useTranslations } from 'next-intl'

/** Pages that stand beside every journey. */
export type Beside = 'help' | 'accessibility'

interface Props {
  readonly locale: string
  readonly privacyHref: string | null
  /** The page that this is, where it is one of them: from there nothing can be lost, so no new tab is opened. */
  readonly here?: Beside | undefined
}

/**
 * Help, accessibility and privacy, in the same order at the same place on every page (WCAG 3.2.6). From a step they open
 * in a new tab and say so: what was typed stays, and the session goes on. Their addresses tell nothing but the language.
 */
export function FootLinks({ locale, privacyHref, here }: Props) {
  const t = useTranslations('frame')
  const links: readonly { readonly page: Beside | null; readonly href: string; readonly text: string }[] = [
    { page: 'help', href: `/help?lang=${locale}`, text: t('helpLink') },
    { page: 'accessibility', href: `/accessibility?lang=${locale}`, text: t('accessibilityLink') },
    ...(privacyHref === null ? [] : [{ page: null, href: privacyHref, text: t('privacyLink') }]),
  ]
  return (
    <nav className="foot-links" aria-label={t('links')}>
      <ul>
        {links.map(({ page, href, text }) => (
          <li key={href}>
            {here !== undefined && page !== null ? (
              <a href={href} aria-current={page === here ? 'page' : undefined}>
                {text}
              </a>
            ) : (
              <a href={href} target="_blank" rel="noopener noreferrer">
                {text} <span className="visually-hidden">{t('newTab')}</span>
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}
