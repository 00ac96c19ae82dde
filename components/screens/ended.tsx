import type { EndView } from '../../lib/sca/view.ts'
import { Frame } from '../frame/frame.tsx'
import { Icon, type IconName } from '../frame/icon.tsx'
import { LocalTime } from '../frame/local-time.tsx'
import { OperationSummary } from '../frame/operation-summary.tsx'
import { PageHeading } from '../frame/page-heading.tsx'
import type { PageProps } from '../frame/screen-props.ts'
import { useTexts } from '../frame/use-texts.ts'

const icons: Partial<Record<EndView['cause'], IconName>> = { done: 'done', 'time-over': 'clock', replaced: 'swap' }

/** Names the host that the way back leads to, so that nobody leaves without knowing. The scheme of an app names none. */
function LeadsTo({ href }: { readonly href: string }) {
  const t = useTexts('finish')
  if (!/^https?:/.test(href)) return null
  return <p className="hint">{t('leadsTo', { host: new URL(href).host })}</p>
}

/** The end of a session: how it ended, and the way back. */
export function Ended({ view, language }: PageProps<EndView>) {
  const t = useTexts(`ends.${view.cause}`)
  const finish = useTexts('finish')
  const platform = view.platformName ?? finish('somePlatform')
  const title = t('title', { purpose: view.subject?.purpose ?? 'none' })
  return (
    <Frame view={view} title={title} language={language}>
      <main data-outcome={view.outcome} data-cause={view.cause} className="card">
        {view.subject !== null && view.platformName !== null ? (
          <OperationSummary subject={view.subject} platformName={view.platformName} ended />
        ) : null}
        <div className="task">
          <div className="heading">
            <Icon name={icons[view.cause] ?? 'stop'} />
            <PageHeading page="ended">{title}</PageHeading>
            <p className="lead">{t('text', { platform })}</p>
          </div>
          {view.blockedUntil === null ? null : (
            <p className="notice">
              {finish.rich('blockedUntil', {
                time: () => <LocalTime at={view.blockedUntil ?? 0} locale={view.locale} />,
              })}
            </p>
          )}
          {view.returnHref === null ? (
            <p>{finish('close')}</p>
          ) : (
            <>
              <p className="buttons">
                <a data-action="return" className="button button-primary" href={view.returnHref}>
                  {finish('return', { platform })}
                </a>
              </p>
              <LeadsTo href={view.returnHref} />
            </>
          )}
        </div>
      </main>
    </Frame>
  )
}
