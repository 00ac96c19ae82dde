import { ActionButton } from '../fields/action-button.tsx'
import { StepForm } from '../fields/step-form.tsx'
import { InAppNotice } from '../frame/in-app-notice.tsx'
import type { ScreenProps } from '../frame/screen-props.ts'
import { StepFrame } from '../frame/step-frame.tsx'
import { useTexts } from '../frame/use-texts.ts'

/** Who asks for what, what will come and how long it may take. Nothing has happened before Continue. */
export function Welcome({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.welcome')
  const frame = useTexts('frame')
  const { purpose } = view.subject
  const purposeText = useTexts(`purposes.${purpose}`)
  const coming = view.firstEnrolment ? (['email', 'passkey', 'pin', 'phone'] as const) : null
  const icon = purpose === 'payment' ? 'money' : purpose === 'payee' ? 'person' : 'shield'
  return (
    <StepFrame
      view={view}
      language={language}
      icon={icon}
      title={purposeText('title')}
      lead={purposeText('lead', { platform: view.platformName })}
    >
      <div className="prose">
        {coming === null ? (
          <p>{t('proof')}</p>
        ) : (
          <>
            <p>{purpose === 'enrolment' ? t('enrol') : t('enrolFirst')}</p>
            <ol className="coming">
              {coming.map((part) => (
                <li key={part}>{t(`coming.${part}`)}</li>
              ))}
            </ol>
          </>
        )}
        <p className="hint">{t('time', { minutes: Math.max(1, Math.ceil((view.expiresAt - view.now) / 60_000)) })}</p>
      </div>
      <InAppNotice view={view} at="welcome" />
      <StepForm action={action} initial={form} workingText={frame('working')}>
        <div className="buttons">
          <ActionButton value="continue">{purposeText('start')}</ActionButton>
          <ActionButton value="decline" look="secondary">
            {purposeText('cancel')}
          </ActionButton>
        </div>
      </StepForm>
      <StepForm action={action} workingText={frame('working')} className="not-me">
        <p>{t('notMeHint')}</p>
        <ActionButton value="not-me" look="quiet">
          {t('notMe')}
        </ActionButton>
      </StepForm>
    </StepFrame>
  )
}
