'use client'

import type { ReactNode } from 'react'
import type { BrandView } from '../../lib/sca/view.ts'
import { FootLinks, type FootLinksProps } from './foot-links.tsx'
import { LanguageSwitch, type LanguageSwitchProps } from './language-switch.tsx'
import { Platform, type PlatformProps } from './platform.tsx'

interface Props {
  readonly purpose: string | undefined
  readonly colours: BrandView['colours']
  /** For the tab. */
  readonly title: string
  readonly sandbox: { readonly label: string; readonly text: string; readonly inbox: string } | null
  readonly platform: PlatformProps | null
  readonly neverAsk: string | null
  readonly links: FootLinksProps
  readonly language: LanguageSwitchProps | null
  readonly maker: string
  readonly children: ReactNode
}

/**
 * Draws what surrounds every page. A component of the browser only so that a page costs less: from its few texts it is
 * drawn once on the server, where each element of a server component is also written into the page as data, and read
 * again. So are `StepCard`, `Operation`, `Ways` and the task of each step.
 */
export function Surroundings(props: Props) {
  const { purpose, colours, title, sandbox, platform, neverAsk, links, language, maker, children } = props
  return (
    <div className="page" data-purpose={purpose} data-brand={colours?.key}>
      {colours ? <link rel="stylesheet" href={colours.href} precedence="brand" /> : null}
      <title>{title}</title>
      {sandbox ? (
        <aside className="sandbox" aria-label={sandbox.label}>
          <p>
            {sandbox.text}{' '}
            <a href="/sandbox/inbox" target="_blank" rel="noopener">
              {sandbox.inbox}
            </a>
          </p>
        </aside>
      ) : null}
      <header className="masthead">{platform && <Platform {...platform} />}</header>
      {children}
      <footer className="foot">
        {neverAsk === null ? null : <p className="never-ask">{neverAsk}</p>}
        <FootLinks {...links} />
        {language && <LanguageSwitch {...language} />}
        <p className="maker">{maker}</p>
      </footer>
    </div>
  )
}
