import { ActionButton } from '../fields/action-button.tsx'
import { CodeField } from '../fields/code-field.tsx'
import { StepForm } from '../fields/step-form.tsx'
import { CodeId } from '../frame/code-id.tsx'
import { Resend } from '../frame/resend.tsx'
import type { ScreenProps } from '../frame/screen-props.ts'
import { StepFrame } from '../frame/step-frame.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { WaysOn } from '../frame/ways-on.tsx'

/** The code that proves the new number. */
export function ConfirmPhone({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.confirm-phone')
  const frame = useTexts('frame')
  return (
    <StepFrame
      view={view}
      language={language}
      icon="message"
      title={t('title')}
      lead={
        view.code === null
          ? undefined
          : t.rich('lead', {
              mask: () => (
                <bdi className="mask" dir="ltr">
                  {view.phoneMask}
                </bdi>
              ),
            })
      }
    >
      <StepForm action={action} initial={form} workingText={frame('working')}>
        <CodeId code={view.code} />
        <CodeField label={t('code')} hint={t('hint')} filledText={frame('codeFilled')} />
        <div className="buttons">
          <ActionButton value="submit">{frame('continue')}</ActionButton>
        </div>
        <Resend view={view} />
        <WaysOn view={view} texts={{ back: t('back') }} />
      </StepForm>
    </StepFrame>
  )
}
