import { AccountName } from '../fields/account-name.tsx'
import { ActionButton } from '../fields/action-button.tsx'
import { PinField } from '../fields/pin-field.tsx'
import { StepForm } from '../fields/step-form.tsx'
import type { ScreenProps } from '../frame/screen-props.ts'
import { StepFrame } from '../frame/step-frame.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { WaysOn } from '../frame/ways-on.tsx'

/** A new PIN, typed twice on one page. */
export function ChoosePin({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.choose-pin')
  const frame = useTexts('frame')
  const replacing = view.replacing === 'pin'
  return (
    <StepFrame
      view={view}
      language={language}
      icon="lock"
      title={replacing ? t('titleReplacing') : t('title')}
      lead={replacing ? t('leadReplacing') : t('lead')}
    >
      <StepForm action={action} initial={form} workingText={frame('working')}>
        <AccountName name={view.emailMask} />
        <PinField name="pin" label={t('pin')} hint={t('hint')} use="new" />
        <PinField name="pinConfirmation" label={t('pinConfirmation')} use="new" />
        <div className="buttons">
          <ActionButton value="submit">{frame('continue')}</ActionButton>
        </div>
        <WaysOn view={view} texts={{ back: frame('back') }} />
      </StepForm>
    </StepFrame>
  )
}
