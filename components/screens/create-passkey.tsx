import { ActionButton } from '../fields/action-button.tsx'
import { PasskeyForm } from '../fields/passkey-form.tsx'
import { InAppNotice } from '../frame/in-app-notice.tsx'
import type { ScreenProps } from '../frame/screen-props.ts'
import { StepFrame } from '../frame/step-frame.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { WaysOn } from '../frame/ways-on.tsx'

/** Making a passkey: during a first enrolment, or offered after a proof. */
export function CreatePasskey({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.create-passkey')
  const frame = useTexts('frame')
  return (
    <StepFrame
      view={view}
      language={language}
      icon="passkey-picture"
      title={view.offered ? t('titleOffered') : t('title')}
      lead={view.offered ? t('leadOffered') : t('lead')}
    >
      <ul className="points">
        <li>{t('device')}</li>
        <li>{t('private')}</li>
        <li>{t('phone')}</li>
      </ul>
      <InAppNotice view={view} at="link" />
      <PasskeyForm
        action={action}
        initial={form}
        workingText={t('working')}
        ceremony="create"
        options={view.passkeyOptions}
      >
        <div className="buttons">
          <ActionButton value="submit">{t('submit')}</ActionButton>
          {view.actions.includes('skip') ? (
            <ActionButton value="skip" look="secondary">
              {view.offered ? t('skipOffered') : t('skip')}
            </ActionButton>
          ) : null}
        </div>
        <noscript>
          <p className="notice">{view.actions.includes('skip') ? t('noScriptSkip') : t('noScript')}</p>
        </noscript>
        <WaysOn view={view} texts={{ back: frame('back') }} />
      </PasskeyForm>
    </StepFrame>
  )
}
