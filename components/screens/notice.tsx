import type { FormAction, NoticeView } from '../../lib/sca/view.ts'
import { ActionButton } from '../fields/action-button.tsx'
import { StepForm } from '../fields/step-form.tsx'
import { Frame } from '../frame/frame.tsx'
import { Icon, type IconName } from '../frame/icon.tsx'
import { PageHeading } from '../frame/page-heading.tsx'
import type { PageProps } from '../frame/screen-props.ts'
import { useTexts } from '../frame/use-texts.ts'

interface Props extends PageProps<NoticeView> {
  readonly action: FormAction
}

const icons: Readonly<Record<NoticeView['state'], IconName>> = { ask: 'shield', blocked: 'stop', over: 'question' }

/** Where the link in a notice leads: the account can be blocked, or it is, or the link does nothing any more. */
export function Notice({ view, action, language }: Props) {
  const t = useTexts('notice')
  const frame = useTexts('frame')
  const platform = useTexts('finish')('somePlatform')
  const name = { platform: view.platformName ?? platform }
  const { state } = view
  const title = t(`${state}.title`)
  return (
    <Frame view={view} title={title} language={language}>
      <main data-step="notice" data-state={state} className="card">
        <div className="task">
          <div className="heading">
            <Icon name={icons[state]} />
            <PageHeading page={`notice ${state}`}>{title}</PageHeading>
            <p className="lead">{state === 'over' ? t('over.lead') : t(`${state}.lead`, name)}</p>
          </div>
          {state === 'ask' ? (
            <>
              <p>{t('ask.effect', name)}</p>
              <StepForm action={action} workingText={frame('working')}>
                <div className="buttons">
                  <ActionButton value="not-me">{t('ask.button')}</ActionButton>
                </div>
              </StepForm>
              <p className="hint">{t('ask.otherwise')}</p>
            </>
          ) : (
            <p>{state === 'blocked' ? t('blocked.next', name) : t('over.next')}</p>
          )}
        </div>
      </main>
    </Frame>
  )
}
