import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { FormAction, FrameView } from '../../lib/sca/view.ts'
import { type Beside, FootLinks } from './foot-links.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { Platform } from './platform.tsx'

interface Props {
  readonly view: FrameView
  /** The heading, for the tab. */
  readonly title: string
  readonly action?: FormAction | undefined
  readonly hidden?: Readonly<Record<string, string>> | undefined
  readonly here?: Beside | undefined
  readonly children: ReactNode
}

/** What surrounds every page: who asks, the card with the task, help, language. */
export function Frame({ view, title, action, hidden, here, children }: Props) {
  const t = useTranslations('frame')
  const colours = view.brand?.colours
  return (
    <div className="page" data-purpose={view.subject?.purpose} data-brand={colours?.key}>
      {colours ? <link rel="stylesheet" href={colours.href} precedence="brand" /> : null}
      <title>{view.platformName === null ? title : t('tab', { title, platform: view.platformName })}</title>
      {view.sandbox ? (
        <aside className="sandbox" aria-label={t('sandboxLabel')}>
          <p>
            {t(view.sandbox === 'sending' ? 'sandboxSending' : 'sandbox')}{' '}
            <a href="/sandbox/inbox" target="_blank" rel="noopener">
              {t('inbox')}
            </a>
          </p>
        </aside>
      ) : null}
      <header className="masthead">
        {view.platformName === null ? null : <Platform name={view.platformName} brand={view.brand} />}
      </header>
      {children}
      <footer className="foot">
        {here === 'help' ? null : <p className="never-ask">{t('neverAsk')}</p>}
        <FootLinks locale={view.locale} privacyHref={view.privacyHref} here={here} />
        {action ? <LanguageSwitch action={action} hidden={hidden} /> : null}
        <p className="maker">{t('maker')}</p>
      </footer>
    </div>
  )
}
