import { ActionButton } from '../fields/action-button.tsx'
import { PasskeyForm } from '../fields/passkey-form.tsx'
import { InAppNotice } from '../frame/in-app-notice.tsx'
import { PasskeyHelp } from '../frame/passkey-help.tsx'
import type { ScreenProps } from '../frame/screen-props.ts'
import { StepFrame } from '../frame/step-frame.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { WaysOn } from '../frame/ways-on.tsx'

/** The proof by passkey: two elements in one press. */
export function UsePasskey({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.use-passkey')
  const frame = useTexts('frame')
  const { purpose } = view.subject
  const staged = view.origins.passkey === 'staged'
  return (
    <StepFrame
      view={view}
      language={language}
      icon="passkey-picture"
      title={t('title', { purpose })}
      lead={staged ? t('leadStaged') : t('lead')}
    >
      <InAppNotice view={view} at="link" />
      <PasskeyForm
        action={action}
        initial={form}
        workingText={t('working')}
        ceremony="use"
        options={view.passkeyOptions}
      >
        <div className="buttons">
          <ActionButton value="submit">{t('submit', { purpose })}</ActionButton>
          {view.actions.includes('skip') ? (
            <ActionButton value="skip" look="secondary">
              {t('skip')}
            </ActionButton>
          ) : null}
        </div>
        <noscript>
          <p className="notice">{frame('passkeyNoScript')}</p>
        </noscript>
        <PasskeyHelp supported={view.passkeySupported} />
        <WaysOn
          view={view}
          texts={{ back: frame('back'), 'replace-pin': t('replace-pin'), 'replace-phone': t('replace-phone') }}
        />
      </PasskeyForm>
    </StepFrame>
  )
}
