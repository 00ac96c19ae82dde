'use client'

import { ActionButton } from '../fields/action-button.tsx'
import { StepForm } from '../fields/step-form.tsx'
import { TextField } from '../fields/text-field.tsx'
import { Step } from '../frame/step.tsx'
import type { TaskProps } from '../frame/task-props.ts'
import { Ways } from '../frame/ways.tsx'

export function ConfirmEmailTask({ step, form, texts, ways }: TaskProps<'email' | 'why' | 'submit'>) {
  return (
    <Step step={step}>
      <StepForm {...form}>
        <TextField
          name="email"
          label={texts.email}
          type="email"
          inputMode="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
        />
        <p className="hint">{texts.why}</p>
        <div className="buttons">
          <ActionButton value="submit">{texts.submit}</ActionButton>
        </div>
        <Ways ways={ways} />
      </StepForm>
    </Step>
  )
}
