import { Frame } from '../frame/frame.tsx'
import { Icon } from '../frame/icon.tsx'
import { PageHeading } from '../frame/page-heading.tsx'
import type { PageProps } from '../frame/screen-props.ts'
import { useTexts } from '../frame/use-texts.ts'

/** An address that leads to no session. It says the same whether there ever was one. */
export function Unknown({ view, language }: PageProps) {
  const t = useTexts('steps.unknown')
  return (
    <Frame view={view} title={t('title')} language={language}>
      <main data-step="unknown" className="card">
        <div className="task">
          <div className="heading">
            <Icon name="question" />
            <PageHeading page="unknown">{t('title')}</PageHeading>
            <p className="lead">{t('lead')}</p>
          </div>
          <p>{t('way')}</p>
        </div>
      </main>
    </Frame>
  )
}
