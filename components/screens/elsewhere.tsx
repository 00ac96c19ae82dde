import type { FormAction, FrameView } from '../../lib/sca/view.ts'
import { ActionButton } from '../fields/action-button.tsx'
import { StepForm } from '../fields/step-form.tsx'
import { Frame } from '../frame/frame.tsx'
import { Icon } from '../frame/icon.tsx'
import { OperationSummary } from '../frame/operation-summary.tsx'
import { PageHeading } from '../frame/page-heading.tsx'
import type { PageProps } from '../frame/screen-props.ts'
import { useTexts } from '../frame/use-texts.ts'

interface Props extends PageProps<FrameView & { readonly returnHref?: string | null }> {
  readonly action: FormAction
}

/** The session goes on in another browser. This one may take it over; what was done there is then void. */
export function Elsewhere({ view, action, language }: Props) {
  const t = useTexts('steps.elsewhere')
  const frame = useTexts('frame')
  const finish = useTexts('finish')
  return (
    <Frame view={view} title={t('title')} language={language}>
      <main data-step="elsewhere" className="card">
        {view.subject !== null && view.platformName !== null ? (
          <OperationSummary subject={view.subject} platformName={view.platformName} />
        ) : null}
        <div className="task">
          <div className="heading">
            <Icon name="swap" />
            <PageHeading page="elsewhere">{t('title')}</PageHeading>
            <p className="lead">{t('lead')}</p>
          </div>
          <p>{t('void')}</p>
          <StepForm action={action} workingText={frame('working')}>
            <div className="buttons">
              <ActionButton value="takeover">{t('takeover')}</ActionButton>
            </div>
          </StepForm>
          {view.returnHref ? (
            <p>
              <a data-action="return" className="button button-quiet" href={view.returnHref}>
                {finish('return', { platform: view.platformName ?? '' })}
              </a>
            </p>
          ) : null}
        </div>
      </main>
    </Frame>
  )
}
