import type { FrameView } from '../../lib/sca/view.ts'
import { Frame } from '../frame/frame.tsx'
import { LocalTime } from '../frame/local-time.tsx'
import { useTexts } from '../frame/use-texts.ts'

/** A message of the sandbox; nothing of it was really sent. */
export interface InboxEntry {
  readonly id: string
  readonly channel: 'sms' | 'email'
  readonly to: string
  readonly subject?: string
  readonly text: string
  /** Epoch milliseconds. */
  readonly createdAt: number
}

interface Props {
  readonly view: FrameView
  readonly entries: readonly InboxEntry[]
}

/** The messages that a person would have got on the phone and by mail. */
export function SandboxInbox({ view, entries }: Props) {
  const t = useTexts('inbox')
  return (
    <Frame view={view} title={t('title')}>
      <main data-step="inbox" className="card">
        <div className="task">
          <div className="heading">
            <h1>{t('title')}</h1>
            <p className="lead">{t('lead')}</p>
          </div>
          <p>
            <a className="button button-secondary" href="/sandbox/inbox">
              {t('reload')}
            </a>
          </p>
          {entries.length === 0 ? <p>{t('empty')}</p> : null}
          <ol className="inbox">
            {entries.map((entry) => (
              <li key={entry.id} data-channel={entry.channel}>
                <p className="inbox-meta">
                  <strong>{t(entry.channel)}</strong> <bdi>{t('to', { address: entry.to })}</bdi>{' '}
                  <LocalTime at={entry.createdAt} locale={view.locale} />
                </p>
                {entry.subject === undefined ? null : <p className="inbox-subject">{entry.subject}</p>}
                <p className="inbox-text">{entry.text}</p>
              </li>
            ))}
          </ol>
        </div>
      </main>
    </Frame>
  )
}
