import { ActionButton } from '../fields/action-button.tsx'
import { StepForm } from '../fields/step-form.tsx'
import { TextField } from '../fields/text-field.tsx'
import type { ScreenProps } from '../frame/screen-props.ts'
import { StepFrame } from '../frame/step-frame.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { WaysOn } from '../frame/ways-on.tsx'

/** The address is typed, not shown: a hint tells which one is meant. */
export function ConfirmEmail({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.confirm-email')
  const frame = useTexts('frame')
  return (
    <StepFrame
      view={view}
      language={language}
      icon="mail"
      title={t('title')}
      lead={t.rich('lead', { mask: () => <bdi className="mask">{view.emailMask}</bdi> })}
    >
      <StepForm action={action} initial={form} workingText={frame('working')}>
        <TextField
          name="email"
          label={t('email')}
          type="email"
          inputMode="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
        />
        <p className="hint">{t('why', { platform: view.platformName })}</p>
        <div className="buttons">
          <ActionButton value="submit">{frame('continue')}</ActionButton>
        </div>
        <WaysOn view={view} texts={{ back: frame('back') }} />
      </StepForm>
    </StepFrame>
  )
}
