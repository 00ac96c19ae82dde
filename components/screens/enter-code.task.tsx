'use client'

import { ActionButton } from '../fields/action-button.tsx'
import { CodeField } from '../fields/code-field.tsx'
import { StepForm } from '../fields/step-form.tsx'
import { CodeId } from '../frame/code-id.tsx'
import { Resend, type ResendProps } from '../frame/resend.tsx'
import { Step } from '../frame/step.tsx'
import type { TaskProps } from '../frame/task-props.ts'
import { Ways } from '../frame/ways.tsx'

interface Props extends TaskProps<'code' | 'hint' | 'submit'> {
  /** Where the code comes by SMS: what is said once the browser has filled it in. */
  readonly filledText?: string | undefined
  readonly codeId: string | null
  readonly resend: ResendProps | null
}

export function EnterCodeTask({ step, form, texts, filledText, codeId, resend, ways }: Props) {
  return (
    <Step step={step}>
      <StepForm {...form}>
        <CodeId id={codeId} />
        <CodeField label={texts.code} hint={texts.hint} filledText={filledText} />
        <div className="buttons">
          <ActionButton value="submit">{texts.submit}</ActionButton>
        </div>
        <Resend resend={resend} />
        <Ways ways={ways} />
      </StepForm>
    </Step>
  )
}
