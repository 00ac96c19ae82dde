import { regionalLocale } from '../../lib/i18n/regional-locale.ts'
import type { ContactView } from '../../lib/sca/view.ts'
import { Frame } from '../frame/frame.tsx'
import { Icon } from '../frame/icon.tsx'
import { PageHeading } from '../frame/page-heading.tsx'
import type { PageProps } from '../frame/screen-props.ts'
import { useTexts } from '../frame/use-texts.ts'
import { ContactWays } from './contact-ways.tsx'

/** Changes with the text, after it was held against what the tests do. */
const reviewedOn = '2026-11-22'

/** The accessibility statement (Directive (EU) 2019/882, annex V): what holds, how it is known, whom to tell. */
export function Accessibility({ view, language }: PageProps<ContactView>) {
  const t = useTexts('accessibility')
  const write = new Intl.DateTimeFormat(regionalLocale(view.locale), { dateStyle: 'long', timeZone: 'UTC' })
  const date = write.format(Date.parse(reviewedOn))
  return (
    <Frame view={view} title={t('title')} language={language} here="accessibility">
      <main data-step="accessibility" className="card">
        <div className="task article">
          <div className="heading">
            <Icon name="access" />
            <PageHeading page="accessibility">{t('title')}</PageHeading>
            <p className="lead">{t('lead')}</p>
          </div>
          <section>
            <h2>{t('standard')}</h2>
            <p>{t('standardText')}</p>
          </section>
          <section>
            <h2>{t('tests')}</h2>
            <ul className="points">
              <li>{t('testsAutomatic')}</li>
              <li>{t('testsKeyboard')}</li>
              <li>{t('testsAudit')}</li>
            </ul>
          </section>
          <section>
            <h2>{t('limits')}</h2>
            <ul className="points">
              <li>{t('limitsTime')}</li>
              <li>{t('limitsPasskey')}</li>
              <li>{t('limitsCode')}</li>
            </ul>
          </section>
          <section>
            <h2>{t('report')}</h2>
            <p>{t('reportText')}</p>
            <ContactWays contact={view.contact} sandbox={view.sandbox} />
          </section>
          <section>
            <h2>{t('authority')}</h2>
            <p>{t('authorityText')}</p>
          </section>
          <p className="hint">{t('reviewed', { date })}</p>
        </div>
      </main>
    </Frame>
  )
}
