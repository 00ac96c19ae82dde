import { AccountName } from '../fields/account-name.tsx'
import { ActionButton } from '../fields/action-button.tsx'
import { PinField } from '../fields/pin-field.tsx'
import { StepForm } from '../fields/step-form.tsx'
import type { ScreenProps } from '../frame/screen-props.ts'
import { StepFrame } from '../frame/step-frame.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { WaysOn } from '../frame/ways-on.tsx'

/** The new PIN once more, as it will be asked for from now on. */
export function RepeatPin({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.repeat-pin')
  const frame = useTexts('frame')
  return (
    <StepFrame view={view} language={language} icon="lock" title={t('title')} lead={t('lead')}>
      <StepForm action={action} initial={form} workingText={frame('working')}>
        <AccountName name={view.emailMask} />
        <PinField name="pin" label={t('pin')} use="current" />
        <div className="buttons">
          <ActionButton value="submit">{frame('continue')}</ActionButton>
        </div>
        <WaysOn view={view} texts={{ back: t('back') }} />
      </StepForm>
    </StepFrame>
  )
}
