import { ActionButton } from '../fields/action-button.tsx'
import { CodeField } from '../fields/code-field.tsx'
import { StepForm } from '../fields/step-form.tsx'
import { CodeId } from '../frame/code-id.tsx'
import { Resend } from '../frame/resend.tsx'
import type { ScreenProps } from '../frame/screen-props.ts'
import { StepFrame } from '../frame/step-frame.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { WaysOn } from '../frame/ways-on.tsx'

/** The code that proves the mailbox. */
export function EnterEmailCode({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.enter-email-code')
  const frame = useTexts('frame')
  const replacing = view.replacing ?? 'none'
  return (
    <StepFrame
      view={view}
      language={language}
      icon="mailCode"
      title={t('title')}
      lead={
        view.code === null
          ? undefined
          : t.rich('lead', { replacing, mask: () => <bdi className="mask">{view.emailMask}</bdi> })
      }
    >
      <StepForm action={action} initial={form} workingText={frame('working')}>
        <CodeId code={view.code} />
        <CodeField label={t('code')} hint={t('hint')} />
        <div className="buttons">
          <ActionButton value="submit">{frame('continue')}</ActionButton>
        </div>
        <Resend view={view} />
        <WaysOn view={view} texts={{ back: view.replacing === null ? t('back') : frame('back') }} />
      </StepForm>
    </StepFrame>
  )
}
