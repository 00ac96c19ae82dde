import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CodeNews } from './code-news.tsx'
import { Frame } from './frame.tsx'
import { Icon, type IconName } from './icon.tsx'
import { OperationSummary } from './operation-summary.tsx'
import { PageHeading } from './page-heading.tsx'
import type { ScreenProps } from './screen-props.ts'
import { TimeLeft } from './time-left.tsx'

interface Props extends ScreenProps {
  readonly icon: IconName
  /** Stands in the icon's place. */
  readonly picture?: ReactNode
  readonly title: string
  readonly lead?: ReactNode
  readonly children: ReactNode
}

/** The card of a step: what is approved, where the person is, how long is left, one task. */
export function StepFrame({ view, action, hidden, icon, picture, title, lead, children }: Props) {
  const t = useTranslations('frame')
  const { index, of } = view.progress
  const minutes = Array.from({ length: 11 }, (_, left) => t('minutesLeft', { minutes: left }))
  return (
    <Frame view={view} title={title} action={action} hidden={hidden}>
      <main data-step={view.step} className="card">
        <OperationSummary subject={view.subject} platformName={view.platformName} />
        <div className="task">
          <div className="meta">
            {/* How many it takes to set up depends on what this person will add: the page lists it instead. */}
            {index === 0 && view.firstEnrolment ? null : (
              <p>{index === 0 ? t('ahead', { of }) : t('progress', { index, of })}</p>
            )}
            <TimeLeft
              key={view.expiresAt}
              now={view.now}
              expiresAt={view.expiresAt}
              minutes={minutes}
              halfMinute={t('halfMinuteLeft')}
              over={t('timeOver')}
              reload={t('timeOverReload')}
            />
          </div>
          <div className="heading">
            {picture ?? <Icon name={icon} />}
            <PageHeading page={`${view.step} ${view.code === null}`}>{title}</PageHeading>
            {lead === undefined ? null : <p className="lead">{lead}</p>}
          </div>
          {children}
          <CodeNews codeId={view.code?.id ?? null} text={t('codeSent', { left: view.sendsLeft })} />
        </div>
      </main>
    </Frame>
  )
}
