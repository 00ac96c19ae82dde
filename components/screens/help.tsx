import type { ContactView } from '../../lib/sca/view.ts'
import { Frame } from '../frame/frame.tsx'
import { Icon } from '../frame/icon.tsx'
import { PageHeading } from '../frame/page-heading.tsx'
import type { PageProps } from '../frame/screen-props.ts'
import { useTexts } from '../frame/use-texts.ts'
import { ContactWays } from './contact-ways.tsx'

/** What people ask while they confirm something, and where to turn. It knows of no session. */
export function Help({ view, language }: PageProps<ContactView>) {
  const t = useTexts('help')
  const frame = useTexts('frame')
  return (
    <Frame view={view} title={t('title')} language={language} here="help">
      <main data-step="help" className="card">
        <div className="task article">
          <div className="heading">
            <Icon name="question" />
            <PageHeading page="help">{t('title')}</PageHeading>
            <p className="lead">{t('lead')}</p>
          </div>
          <section>
            <h2>{t('what')}</h2>
            <p>{t('whatText')}</p>
          </section>
          <section>
            <h2>{t('who')}</h2>
            <p>{t('whoText')}</p>
            <p>{frame('neverAsk')}</p>
          </section>
          <section>
            <h2>{t('code')}</h2>
            <ol className="points">
              <li>{t('codeWait')}</li>
              <li>{t('codeAgain')}</li>
              <li>{t('codeNumber')}</li>
            </ol>
          </section>
          <section>
            <h2>{t('phone')}</h2>
            <p>{t('phoneText')}</p>
          </section>
          <section>
            <h2>{t('time')}</h2>
            <p>{t('timeText')}</p>
            <p>{t('timeAgain')}</p>
          </section>
          <section>
            <h2>{t('contact')}</h2>
            <ContactWays contact={view.contact} sandbox={view.sandbox} />
          </section>
        </div>
      </main>
    </Frame>
  )
}
