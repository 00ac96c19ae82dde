'use client'

import { AccountName } from '../fields/account-name.tsx'
import { ActionButton } from '../fields/action-button.tsx'
import { PinField } from '../fields/pin-field.tsx'
import { StepForm } from '../fields/step-form.tsx'
import { Step } from '../frame/step.tsx'
import type { TaskProps } from '../frame/task-props.ts'
import { Ways } from '../frame/ways.tsx'

interface Props extends TaskProps<'pin' | 'submit'> {
  readonly account: string
}

export function RepeatPinTask({ step, form, texts, account, ways }: Props) {
  return (
    <Step step={step}>
      <StepForm {...form}>
        <AccountName name={account} />
        <PinField name="pin" label={texts.pin} use="current" />
        <div className="buttons">
          <ActionButton value="submit">{texts.submit}</ActionButton>
        </div>
        <Ways ways={ways} />
      </StepForm>
    </Step>
  )
}
