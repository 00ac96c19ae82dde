'use client'

import type { ComponentProps, ReactNode } from 'react'
import { CodeNews } from './code-news.tsx'
import { Icon, type IconName } from './icon.tsx'
import { Lead, type LeadText } from './lead.tsx'
import { Operation, type OperationProps } from './operation.tsx'
import { PageHeading } from './page-heading.tsx'
import { PasskeyPicture } from './passkey-picture.tsx'
import { TimeLeft } from './time-left.tsx'

interface Props {
  readonly step: string
  readonly operation: OperationProps
  /** Where the person is; null: that cannot be said. */
  readonly progress: string | null
  readonly time: ComponentProps<typeof TimeLeft>
  /** Of a passkey there is a larger picture. */
  readonly icon: IconName | 'passkey-picture'
  /** What makes this page another one than that before. */
  readonly page: string
  readonly title: string
  readonly lead: LeadText | undefined
  readonly news: ComponentProps<typeof CodeNews>
  readonly children: ReactNode
}

/** Draws the card of a step. Why it is a component of the browser: see `Surroundings`. */
export function StepCard({ step, operation, progress, time, icon, page, title, lead, news, children }: Props) {
  return (
    <main data-step={step} className="card">
      <Operation {...operation} />
      <div className="task">
        <div className="meta">
          {progress === null ? null : <p>{progress}</p>}
          <TimeLeft key={time.expiresAt} {...time} />
        </div>
        <div className="heading">
          {icon === 'passkey-picture' ? <PasskeyPicture /> : <Icon name={icon} />}
          <PageHeading page={page}>{title}</PageHeading>
          {lead === undefined ? null : <Lead text={lead} />}
        </div>
        {children}
        <CodeNews {...news} />
      </div>
    </main>
  )
}
